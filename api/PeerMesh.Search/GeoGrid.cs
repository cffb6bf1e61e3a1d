namespace PeerMesh.Search;

/// <summary>Groups by where they are, in cells of half a degree.</summary>
internal sealed class GeoGrid
{
    // Smaller ones are mostly empty or hold a group or two, and to go from cell to cell takes longer than to ask a group more.
    private const double CellDegrees = 0.5;
    private const int Columns = 720;
    private const int Rows = 360;

    /// <summary>Kilometres of one degree of latitude, rounded down, so that a circle never misses a cell.</summary>
    private const double KilometresPerDegree = 111.0;

    private readonly Dictionary<int, Cell> _cells = [];

    /// <param name="blocks">When it meets: see <see cref="Agenda.Blocks"/>.</param>
    public void Add(int slot, GeoPoint point, ulong blocks)
    {
        var key = KeyOf(point);
        if (!_cells.TryGetValue(key, out var cell))
        {
            _cells[key] = cell = new Cell();
        }

        cell.Add(slot, point, blocks);
    }

    public void Remove(int slot, GeoPoint point)
    {
        if (_cells.TryGetValue(KeyOf(point), out var cell) && cell.Remove(slot) && cell.Count == 0)
        {
            _cells.Remove(KeyOf(point));
        }
    }

    public void Roll(int slot, GeoPoint point, ulong blocks)
    {
        if (_cells.TryGetValue(KeyOf(point), out var cell))
        {
            cell.Roll(slot, blocks);
        }
    }

    /// <summary>The cells that a circle may touch.</summary>
    public List<Cell> Around(GeoPoint centre, double miles)
    {
        var found = new List<Cell>();
        var reach = miles * 1.609344 / KilometresPerDegree;
        var (latitude, longitude) = (centre.Latitude, centre.Longitude);
        var (south, north) = (Math.Max(-90, latitude - reach), Math.Min(90, latitude + reach));

        // Meridians draw together towards the poles; near one, every longitude is near.
        var narrowest = Math.Cos(Math.Max(Math.Abs(south), Math.Abs(north)) * Math.PI / 180);
        var width = narrowest * 180 <= reach ? 180 : Math.Min(180, reach / narrowest);
        var (firstRow, lastRow) = (RowOf(south), RowOf(north));
        var (firstColumn, columns) = (ColumnOf(longitude - width), Math.Min(Columns, (int)Math.Ceiling(2 * width / CellDegrees) + 2));
        if ((lastRow - firstRow + 1) * columns > _cells.Count)
        {
            found.AddRange(_cells.Values);
            return found;
        }

        for (var row = firstRow; row <= lastRow; row++)
        {
            for (var i = 0; i < columns; i++)
            {
                if (_cells.TryGetValue((row * Columns) + ((firstColumn + i) % Columns), out var cell))
                {
                    found.Add(cell);
                }
            }
        }

        return found;
    }

    /// <summary>An order in which those of one cell come together, and in it those of one tenth of a degree; what has no place comes last.</summary>
    public static long OrderOf(GeoPoint? point) => point is { } at
        ? ((long)KeyOf(at) << 32) | (uint)(((int)Math.Floor((at.Latitude + 90) * 10) << 16) | (int)Math.Floor((at.Longitude + 180) * 10))
        : long.MaxValue;

    private static int KeyOf(GeoPoint point) => (RowOf(point.Latitude) * Columns) + ColumnOf(point.Longitude);

    private static int RowOf(double latitude) => Math.Clamp((int)Math.Floor((latitude + 90) / CellDegrees), 0, Rows - 1);

    private static int ColumnOf(double longitude) => (((int)Math.Floor((longitude + 180) / CellDegrees) % Columns) + Columns) % Columns;

    /// <summary>The groups of one cell, side by side in memory: a circle looks at all of them.</summary>
    internal sealed class Cell
    {
        private int[] _slots = new int[4];
        private GeoPoint[] _points = new GeoPoint[4];
        private ulong[] _blocks = new ulong[4];

        public int Count { get; private set; }

        public ReadOnlySpan<int> Slots => _slots.AsSpan(0, Count);

        public ReadOnlySpan<GeoPoint> Points => _points.AsSpan(0, Count);

        /// <summary>When each meets: most groups around a place have no meeting at the time asked for, and need no further look.</summary>
        public ReadOnlySpan<ulong> Blocks => _blocks.AsSpan(0, Count);

        public void Add(int slot, GeoPoint point, ulong blocks)
        {
            if (Count == _slots.Length)
            {
                Array.Resize(ref _slots, Count * 2);
                Array.Resize(ref _points, Count * 2);
                Array.Resize(ref _blocks, Count * 2);
            }

            (_slots[Count], _points[Count], _blocks[Count]) = (slot, point, blocks);
            Count++;
        }

        public bool Remove(int slot)
        {
            var at = Array.IndexOf(_slots, slot, 0, Count);
            if (at < 0)
            {
                return false;
            }

            Count--;
            (_slots[at], _points[at], _blocks[at]) = (_slots[Count], _points[Count], _blocks[Count]);
            return true;
        }

        public void Roll(int slot, ulong blocks)
        {
            if (Array.IndexOf(_slots, slot, 0, Count) is >= 0 and var at)
            {
                _blocks[at] = blocks;
            }
        }
    }
}
