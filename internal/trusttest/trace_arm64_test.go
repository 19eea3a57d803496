//go:build linux

package trusttest

import (
	"syscall"
	"unsafe"
)

// System calls that this machine does not have, and one that syscall does not name.
const (
	sysOpen      = -1
	sysUnlink    = -2
	sysRename    = -3
	sysLink      = -4
	sysDup2      = -5
	sysRenameat2 = 276
)

// Requests of ptrace and sets of registers; see ptrace(2) and linux/elf.h.
const (
	ptraceGetRegSet = 0x4204
	ptraceSetRegSet = 0x4205
	ntPrStatus      = 1
	ntSystemCall    = 0x404
)

// regSet reads or writes a set of registers of a stopped thread.
func regSet(request, tid, set int, data unsafe.Pointer, size uintptr) error {
	vec := syscall.Iovec{Base: (*byte)(data), Len: uint64(size)}
	_, _, e := syscall.RawSyscall6(syscall.SYS_PTRACE, uintptr(request), uintptr(tid), uintptr(set), uintptr(unsafe.Pointer(&vec)), 0, 0)
	if e != 0 {
		return e
	}
	return nil
}

// skipCall makes the kernel not do the system call that a thread is about to enter.
func skipCall(tid int) error {
	number := int32(-1)
	return regSet(ptraceSetRegSet, tid, ntSystemCall, unsafe.Pointer(&number), unsafe.Sizeof(number))
}

// setResult sets the result of the system call that a thread is about to leave.
func setResult(tid int, result int64) error {
	var regs syscall.PtraceRegs
	if err := regSet(ptraceGetRegSet, tid, ntPrStatus, unsafe.Pointer(&regs), unsafe.Sizeof(regs)); err != nil {
		return err
	}
	regs.Regs[0] = uint64(result)
	return regSet(ptraceSetRegSet, tid, ntPrStatus, unsafe.Pointer(&regs), unsafe.Sizeof(regs))
}
