package csvfile

// Limits on what is read. They bound memory and time for a hostile file; no leaderboard
// comes near them.
const (
	maxRecord   = 1 << 20 // bytes of one record
	MaxColumns  = 4096    // fields of one record
	maxExpanded = 1 << 30 // bytes after decompression
	maxRatio    = 200     // expanded bytes for each compressed byte, beyond the first MiB
)

// chunkSize is how many bytes are read at once.
const chunkSize = 64 << 10
