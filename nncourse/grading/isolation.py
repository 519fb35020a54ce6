"""Starts the worker: cuts a process off from what is not its own, limits what it may use, and runs `worker` in it.

This is run as a program in a folder of its own: ``python -I isolation.py closed HIDDEN …``, with
the paths that it must not see. Where it cannot be cut off, ``open`` stands in place of ``closed``.
"""

import contextlib
import ctypes
import os
import re
import signal
import sys
from pathlib import Path

MEMORY, FILE, DISK = 4 << 30, 50 << 20, 64 << 20  # bytes: of a process, a file, all files
PROCESSES, SECONDS = 64, 900  # of the processor


def limit():
    """Limit memory, files, processes and time of this process and its children, where there is the module resource."""
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = {"AS": MEMORY, "FSIZE": FILE, "NPROC": PROCESSES, "CPU": SECONDS, "CORE": 0, "NOFILE": 256}
    for name, number in limits.items():
        with contextlib.suppress(ValueError, OSError):  # macOS has no limit of memory
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (number, number))


def cut_off(folder, hidden):
    """Give this process Linux namespaces: no network, files to be read only, few of them its own; raises OSError.

    Sources: user_namespaces(7), mount_namespaces(7), mount_setattr(2), capabilities(7).

    Parameters
    ----------
    folder : Path
        The one that it may write, with at most DISK bytes.
    hidden : sequence of str
        Files and folders that are empty for it.
    """
    if sys.platform != "linux":
        raise OSError("only Linux has namespaces")
    libc = ctypes.CDLL(None, use_errno=True)

    def do(function, *arguments):
        if getattr(libc, function)(*(one.encode() if isinstance(one, str) else one for one in arguments)) != 0:
            raise OSError(ctypes.get_errno(), f"{function}: {os.strerror(ctypes.get_errno())}")

    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.is_symlink()}
    links = {path: path.readlink() for path in folder.rglob("*") if path.is_symlink()}
    user, group = os.getuid(), os.getgid()
    do("unshare", 0x7C020000)  # user, mount, network, process, IPC and UTS namespaces
    Path("/proc/self/setgroups").write_bytes(b"deny")
    Path("/proc/self/uid_map").write_bytes(b"0 %d 1" % user)  # here it is called 0, else there is no terminal
    Path("/proc/self/gid_map").write_bytes(b"0 %d 1" % group)
    Path("/proc/self/oom_score_adj").write_bytes(b"1000")  # the first to end if all memory of the computer is taken
    with contextlib.suppress(OSError):  # refused in some containers
        Path("/proc/sys/user/max_user_namespaces").write_bytes(b"0")  # in one of its own it might mount what it likes
    do("mount", None, "/", None, 0x44000, None)  # MS_REC | MS_PRIVATE
    for path in hidden:
        if Path(path).is_dir():
            do("mount", "none", path, "tmpfs", 6, "size=64k")  # MS_NOSUID | MS_NODEV
        elif Path(path).exists():
            do("mount", os.devnull, path, None, 0x1000, None)  # MS_BIND
    folder.mkdir(parents=True, exist_ok=True)  # it may be in what is hidden now
    # What is read only still lets a device be written to. MS_BIND | MS_REC
    do("mount", "/dev", str(folder), None, 0x5000, None)
    do("mount", "none", "/dev", "tmpfs", 2, "size=64k")
    for name in ("null", "zero", "urandom"):
        Path("/dev", name).touch()
        do("mount", f"{folder}/{name}", f"/dev/{name}", None, 0x1000, None)
    do("umount2", str(folder), 2)  # MNT_DETACH
    Path("/dev/pts").mkdir()
    Path("/dev/ptmx").symlink_to("pts/ptmx")
    with contextlib.suppress(OSError):  # terminals, in which IPython runs commands of the shell; MS_NOSUID | MS_NOEXEC
        do("mount", "devpts", "/dev/pts", "devpts", 10, "newinstance,ptmxmode=666,max=16")
    read_only = (ctypes.c_uint64 * 4)(1, 0, 0, 0)  # MOUNT_ATTR_RDONLY
    do("syscall", 442, -100, "/", 0x8000, read_only, ctypes.sizeof(read_only))  # mount_setattr, AT_RECURSIVE
    do("mount", "none", str(folder), "tmpfs", 6, f"size={DISK}")
    for path, data in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for path, place in links.items():
        path.symlink_to(place)
    do("prctl", 1, signal.SIGTERM, 0, 0, 0)  # PR_SET_PDEATHSIG: what it gets when its parent ends
    if child := os.fork():  # the child is the first process of its namespace: when it ends, all end
        signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGKILL))
        os.close(0)
        os.close(1)
        os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 255)
    do("prctl", 1, signal.SIGKILL, 0, 0, 0)
    os.setsid()  # a signal to its own group does not reach its parent
    with contextlib.suppress(OSError):  # refused in some containers
        do("mount", "proc", "/proc", "proc", 0, None)
        if [*map(int, re.findall(r"\d+", os.uname().release)[:2])] >= [6, 14]:  # before, it is that of all the computer
            Path("/proc/sys/kernel/pid_max").write_bytes(b"400")
        do("mount", None, "/proc", None, 0x1021, None)  # MS_BIND | MS_REMOUNT | MS_RDONLY
    for capability in range(64):
        libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP
    do("capset", (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)())
    do("prctl", 38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS


def main():
    """Limit this process and run the worker, or with ``try`` nothing; it ends with an error if it cannot be cut off."""
    folder, (how, *hidden) = Path.cwd(), sys.argv[1:]
    if how != "open":
        cut_off(folder, hidden)
        os.chdir(folder)  # the one that was mounted
    limit()
    if how != "try":
        paths = os.environ.pop("NNCOURSE_PATHS").split(os.pathsep)
        sys.path[:] = [str(folder), *sys.path, *(one for one in paths if one not in sys.path)]
        from nncourse.grading import worker

        worker.serve()


if __name__ == "__main__":
    main()
