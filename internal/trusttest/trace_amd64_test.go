//go:build linux

package trusttest

import "syscall"

// System calls that younger machines do not have, and one that syscall does not name.
const (
	sysOpen      = syscall.SYS_OPEN
	sysUnlink    = syscall.SYS_UNLINK
	sysRename    = syscall.SYS_RENAME
	sysLink      = syscall.SYS_LINK
	sysDup2      = syscall.SYS_DUP2
	sysRenameat2 = 316
)
