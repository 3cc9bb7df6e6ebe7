use super::{
    Index, Part, Scan,
    area::Edges,
    columns::View,
    curve::curve,
    dead::{Dead, alive},
    order::Places,
    query::Query,
    tally::Tally,
};
use crate::{
    event::EventType,
    space::{Bbox, GRID_CELLS, LonLat, TILE_ZOOM_MAX, Tile, Unit},
};

/// How many events are looked up at once.
const SEEN_AT_ONCE: usize = 64;

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
                    scan.order(&part, &mut |places| own.add_all(&columns, places));
                }
            }
        }
        scan.merged(dead, &mut |places| own.add_all(&columns, places));
        for (all, tally) in grid.tallies.iter_mut().zip(&mut own.tallies) {
            if tally.count() > 0 {
                tally.any = row(columns.row[tally.any as usize]);
                all.join(tally);
            }
        }
    }
}

/// The tallies of a tile's cells, row by row; `any` of each is the row of one of its events.
pub(super) struct Grid {
    tile: Tile,
    /// The bits of a coordinate within a cell.
    shift: u32,
    /// How many cells a side there are, as a power of two.
    zooms: u8,
    tallies: Vec<Tally>,
}

impl Grid {
    pub(super) fn of(tile: Tile, zooms: u8) -> Self {
        let zoom = (tile.zoom() + zooms).min(TILE_ZOOM_MAX);
        let zooms = zoom - tile.zoom();
        Self {
            tile,
            shift: u32::BITS - u32::from(zoom),
            zooms,
            tallies: vec![Tally::EMPTY; 1 << (2 * zooms)],
        }
    }

    /// An empty grid of the same cells.
    fn like(other: &Self) -> Self {
        Self {
            tallies: vec![Tally::EMPTY; other.tallies.len()],
            ..*other
        }
    }

    /// The number of the grid's cell that holds a cell of the globe's grid, which is in the tile.
    fn cell(&self, [x, y]: [u32; 2]) -> usize {
        let mask = (1 << self.zooms) - 1;
        let [column, row] = [x, y].map(|part| part.checked_shr(self.shift).unwrap_or(0) & mask);
        (row << self.zooms | column) as usize
    }

    /// Counts events of the tile: first looks up where and what a few of them are, then counts them, so that the
    /// processor waits for memory once for all of them.
    fn add_all(&mut self, columns: &View<'_>, places: Places<'_>) {
        let mut seen = [([0; 2], 0); SEEN_AT_ONCE];
        match places {
            Places::Run(range) => {
                for at in range {
                    self.add(columns.cell[at], columns.kind(at), at);
                }
            }
            Places::Listed(places) => {
                for places in places.chunks(SEEN_AT_ONCE) {
                    for (seen, at) in seen.iter_mut().zip(places) {
                        *seen = (columns.cell[*at as usize], columns.kind(*at as usize));
                    }
                    for ((cell, kind), at) in seen.iter().zip(places) {
                        self.add(*cell, *kind, *at as usize);
                    }
                }
            }
        }
    }

    fn add(&mut self, cell: [u32; 2], kind: usize, at: usize) {
        let tally = self.cell(cell);
        let tally = &mut self.tallies[tally];
        tally.add_one(cell, kind);
        tally.any = u32::try_from(at).unwrap_or(u32::MAX);
    }

    /// Counts every living event of an order that lies in the grid, a cell at a time.
    fn count(&mut self, columns: &View<'_>, part: &Part<'_>) {
        let order = part.order;
        let tile = order.tile(columns, self.tile);
        let mut from = tile.start;
        while from < tile.end {
            let cell = order.cell(columns, from);
            let inside = u64::MAX.checked_shr(u64::BITS - 2 * self.shift);
            let last = curve(cell) | inside.unwrap_or(0);
            let beyond = order.first_beyond(columns, from, |code| code <= last);
            let to = beyond.min(tile.end);
            let tally = self.cell(cell);
            for range in alive(from..to, part.dead) {
                order.count(columns, range, &mut self.tallies[tally]);
            }
            from = to;
        }
    }

    /// The cells that hold an event, row by row from the north-west.
    pub(super) fn cells(self) -> Vec<Cell> {
        self.tallies.iter().filter_map(Cell::of).collect()
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
