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

// skipCall makes the kernel not do the system call that a thread is about to enter.
func skipCall(tid int) error {
	var regs syscall.PtraceRegs
	if err := syscall.PtraceGetRegs(tid, &regs); err != nil {
		return err
	}
	regs.Orig_rax = ^uint64(0)
	return syscall.PtraceSetRegs(tid, &regs)
}

// setResult sets the result of the system call that a thread is about to leave.
func setResult(tid int, result int64) error {
	var regs syscall.PtraceRegs
	if err := syscall.PtraceGetRegs(tid, &regs); err != nil {
		return err
	}
	regs.Rax = uint64(result)
	return syscall.PtraceSetRegs(tid, &regs)
}
