use super::{
    Index,
    area::Edges,
    curve::{curve, stretch},
    order::Order,
    query::Query,
    tally::Tally,
};
use crate::{
    event::EventType,
    space::{Bbox, GRID_CELLS, LonLat, TILE_ZOOM_MAX, Tile, Unit},
};

/// The events of one cell of a tile's grid, counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// How many; at least one.
    pub count: usize,
    /// How many of each type that is there, in the order of the taxonomy.
    pub types: Vec<(EventType, usize)>,
    /// The middle of their positions on the map.
    pub center: LonLat,
    /// A box around them, at most 1 cm wider than the smallest.
    pub extent: Bbox,
    /// The row of one of them.
    pub row: u32,
}

impl Index {
    /// The events of a tile that meet the query, by the cells of a grid that is `zooms` deeper than the
    /// tile; row by row from the north-west, without empty cells.
    #[must_use]
    pub fn cells(&self, query: Query<'_>, tile: Tile, zooms: u8) -> Vec<Cell> {
        let query = query.within(tile);
        let mut grid = Grid::of(tile, zooms);
        if query.wants_located() && query.area().is_none() {
            for (order, in_time) in self.orders(&query) {
                if query.is_met(in_time) {
                    self.count_cells(order, &mut grid);
                } else {
                    self.visit_order(&query, order, in_time, &mut |places| {
                        places.for_each(|at| grid.add(&self.columns, at));
                    });
                }
            }
            self.visit_merged(&query, &mut |places| {
                places.for_each(|at| grid.add(&self.columns, at));
            });
        } else {
            self.visit(&query, |places| {
                places.for_each(|at| grid.add(&self.columns, at));
            });
        }
        let mut tallies: Vec<_> = grid
            .tallies
            .into_iter()
            .filter(|it| it.count() > 0)
            .collect();
        tallies.sort_by_key(|tally| grid_address(tally.edges, grid.zoom));
        let cells = tallies.iter();
        cells.filter_map(|tally| self.cell(tally)).collect()
    }

    /// Counts every event of an order that lies in the grid, a cell at a time.
    fn count_cells(&self, order: &Order, grid: &mut Grid) {
        let tile = order.tile(&self.columns, grid.tile);
        let mut from = tile.start;
        while from < tile.end {
            let cell = grid.cell(order.code(&self.columns, from));
            let beyond = order.first_beyond(&self.columns, from, |code| grid.cell(code) <= cell);
            let to = beyond.min(tile.end);
            order.count(&self.columns, from..to, &mut grid.tallies[cell]);
            from = to;
        }
    }

    fn cell(&self, tally: &Tally) -> Option<Cell> {
        let [x, y] = tally.mean()?;
        let counts = EventType::ALL.iter().zip(tally.types);
        Some(Cell {
            count: tally.count(),
            types: counts
                .filter(|(_, count)| *count > 0)
                .map(|(it, count)| (*it, count as usize))
                .collect(),
            center: unit(x + 0.5, y + 0.5).position(),
            extent: extent(tally.edges),
            row: self.columns.row[tally.any],
        })
    }
}

/// The tallies of a tile's cells, along the curve.
struct Grid {
    tile: Tile,
    /// The zoom at which a tile is a cell.
    zoom: u8,
    start: u64,
    /// The bits of the curve within a cell.
    shift: u32,
    tallies: Vec<Tally>,
}

impl Grid {
    fn of(tile: Tile, zooms: u8) -> Self {
        let zoom = (tile.zoom() + zooms).min(TILE_ZOOM_MAX);
        let cells = 1 << (2 * (zoom - tile.zoom()));
        Self {
            tile,
            zoom,
            start: *stretch(tile).start(),
            shift: u64::BITS - 2 * u32::from(zoom),
            tallies: vec![Tally::EMPTY; cells],
        }
    }

    /// The number of the cell that holds a place of the curve, which is not before the tile.
    fn cell(&self, code: u64) -> usize {
        let cell = (code - self.start).checked_shr(self.shift).unwrap_or(0);
        usize::try_from(cell).unwrap_or(usize::MAX)
    }

    fn add(&mut self, columns: &super::Columns, at: usize) {
        let cell = self.cell(curve(columns.cell[at]));
        self.tallies[cell].add(columns, at);
    }
}

/// The row and the column of the cell that the edges lie in.
fn grid_address([west, north, ..]: Edges, zoom: u8) -> [u32; 2] {
    let shift = u32::BITS - u32::from(zoom);
    [north, west].map(|part| part.checked_shr(shift).unwrap_or(0))
}

fn unit(x: f64, y: f64) -> Unit {
    Unit {
        x: x / GRID_CELLS,
        y: y / GRID_CELLS,
    }
}

/// The box of the cells. The outermost rows reach to the poles, because positions beyond the square
/// are drawn on its edge.
fn extent([west, north, east, south]: Edges) -> Bbox {
    let low = unit(f64::from(west), f64::from(south) + 1.0).position();
    let high = unit(f64::from(east) + 1.0, f64::from(north)).position();
    let south = if south == u32::MAX { -90.0 } else { low.lat() };
    let north = if north == 0 { 90.0 } else { high.lat() };
    Bbox::new(low.lon(), south, high.lon(), north).unwrap_or(Bbox::WORLD)
}
