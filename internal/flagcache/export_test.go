package flagcache

// MaxTurns is maxTurns for tests.
const MaxTurns = maxTurns

// WithHook returns options that call f when the flags are computed and before they are
// written.
func (o Options) WithHook(f func()) Options {
	o.computed = f
	return o
}

// Columns are the columns of a flag.
const Columns = columns
