use super::{
    Index, Part, Scan,
    area::Edges,
    columns::View,
    curve::{curve, stretch},
    dead::{Dead, alive},
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
        let mut grid = Grid::of(tile, zooms);
        self.count_into(&mut grid, query, &Dead::default(), |row| row);
        grid.cells()
    }

    /// Counts the events of a grid's tile that meet the query but the dead; `row` gives the number under which a
    /// row of the index is known outside.
    pub(super) fn count_into(
        &self,
        grid: &mut Grid,
        query: Query<'_>,
        dead: &Dead,
        row: impl Fn(u32) -> u32,
    ) {
        let query = query.within(grid.tile);
        let columns = self.columns.view();
        let mut own = Grid::like(grid);
        let scan = Scan::of(self, &query);
        if query.wants_located() {
            for part in self.parts(&query, dead) {
                if query.area().is_none() && query.is_met(part.in_time) {
                    own.count(&columns, &part);
                } else {
                    scan.order(&part, &mut |places| {
                        places.for_each(|at| own.add(&columns, at));
                    });
                }
            }
        }
        scan.merged(dead, &mut |places| {
            places.for_each(|at| own.add(&columns, at));
        });
        for (all, tally) in grid.tallies.iter_mut().zip(&mut own.tallies) {
            if tally.count() > 0 {
                tally.any = row(columns.row[tally.any as usize]);
                all.join(tally);
            }
        }
    }
}

/// The tallies of a tile's cells, along the curve; `any` of each is the row of one of its events.
pub(super) struct Grid {
    tile: Tile,
    /// The zoom at which a tile is a cell.
    zoom: u8,
    start: u64,
    /// The bits of the curve within a cell.
    shift: u32,
    tallies: Vec<Tally>,
}

impl Grid {
    pub(super) fn of(tile: Tile, zooms: u8) -> Self {
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

    /// An empty grid of the same cells.
    fn like(other: &Self) -> Self {
        Self {
            tallies: vec![Tally::EMPTY; other.tallies.len()],
            ..*other
        }
    }

    /// The number of the cell that holds a place of the curve, which is not before the tile.
    fn cell(&self, code: u64) -> usize {
        let cell = (code - self.start).checked_shr(self.shift).unwrap_or(0);
        usize::try_from(cell).unwrap_or(usize::MAX)
    }

    fn add(&mut self, columns: &View<'_>, at: usize) {
        let cell = self.cell(curve(columns.cell[at]));
        self.tallies[cell].add(columns, at);
    }

    /// Counts every living event of an order that lies in the grid, a cell at a time.
    fn count(&mut self, columns: &View<'_>, part: &Part<'_>) {
        let order = part.order;
        let tile = order.tile(columns, self.tile);
        let mut from = tile.start;
        while from < tile.end {
            let cell = self.cell(order.code(columns, from));
            let beyond = order.first_beyond(columns, from, |code| self.cell(code) <= cell);
            let to = beyond.min(tile.end);
            for range in alive(from..to, part.dead) {
                order.count(columns, range, &mut self.tallies[cell]);
            }
            from = to;
        }
    }

    /// The cells that hold an event, row by row from the north-west.
    pub(super) fn cells(self) -> Vec<Cell> {
        let tallies = self.tallies.into_iter();
        let mut tallies: Vec<_> = tallies.filter(|it| it.count() > 0).collect();
        tallies.sort_by_key(|tally| grid_address(tally.edges, self.zoom));
        tallies.iter().filter_map(Cell::of).collect()
    }
}

impl Cell {
    fn of(tally: &Tally) -> Option<Self> {
        let [x, y] = tally.mean()?;
        let counts = EventType::ALL.iter().zip(tally.types);
        Some(Self {
            count: tally.count(),
            types: counts
                .filter(|(_, count)| *count > 0)
                .map(|(it, count)| (*it, count as usize))
                .collect(),
            center: unit(x + 0.5, y + 0.5).position(),
            extent: extent(tally.edges),
            row: tally.any,
        })
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
