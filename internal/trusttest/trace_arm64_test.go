//go:build linux

package trusttest

// System calls that this machine does not have, and one that syscall does not name.
const (
	sysOpen      = -1
	sysUnlink    = -2
	sysRename    = -3
	sysLink      = -4
	sysDup2      = -5
	sysRenameat2 = 276
)
