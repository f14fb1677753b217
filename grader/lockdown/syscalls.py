"""The system calls that the sandbox speaks of: their numbers on each machine it knows.

The numbers are those of the Linux uapi headers: `asm/unistd_64.h` for x86_64 and
`asm-generic/unistd.h` for aarch64 (where `newfstatat` is written `fstatat`). A test compares
this table with both.
"""

from __future__ import annotations

import os
import sys
from enum import StrEnum, unique
from typing import Final

__all__ = ["NUMBERS", "Machine", "this_machine"]


@unique
class Machine(StrEnum):
    """A processor whose system calls the sandbox knows, named as `uname -m` names it."""

    X86_64 = "x86_64"
    AARCH64 = "aarch64"


def this_machine() -> Machine | None:
    """Return the machine this process runs on, or None where the sandbox knows none.

    A 32-bit interpreter on a 64-bit kernel speaks another table, so it counts as unknown.
    """
    if sys.platform != "linux" or sys.maxsize < 2**32:
        return None
    name = os.uname().machine
    return Machine(name) if name in set(Machine) else None


# name, number on x86_64, number on aarch64; - where the machine has no such call
_TABLE: Final = """
read                        0   63
write                       1   64
readv                      19   65
writev                     20   66
pread64                    17   67
pwrite64                   18   68
close                       3   57
fstat                       5   80
lseek                       8   62
mmap                        9  222
mprotect                   10  226
munmap                     11  215
mremap                     25  216
brk                        12  214
madvise                    28  233
futex                     202   98
rt_sigaction               13  134
rt_sigprocmask             14  135
rt_sigreturn               15  139
rt_sigpending             127  136
rt_sigtimedwait           128  137
rt_sigsuspend             130  133
sigaltstack               131  132
sched_yield                24  124
sched_getaffinity         204  123
getcpu                    309  168
clock_gettime             228  113
clock_getres              229  114
clock_nanosleep           230  115
nanosleep                  35  101
gettimeofday               96  169
time                      201    -
times                     100  153
getrusage                  98  165
getrlimit                  97  163
getitimer                  36  102
setitimer                  38  103
alarm                      37    -
getpid                     39  172
getppid                   110  173
gettid                    186  178
getuid                    102  174
geteuid                   107  175
getgid                    104  176
getegid                   108  177
getresuid                 118  148
getresgid                 120  150
getgroups                 115  158
uname                      63  160
getcwd                     79   17
getrandom                 318  278
dup                        32   23
dup2                       33    -
dup3                      292   24
poll                        7    -
ppoll                     271   73
select                     23    -
pselect6                  270   72
set_robust_list           273   99
rseq                      334  293
restart_syscall           219  128
exit                       60   93
exit_group                231   94
ioctl                      16   29
fcntl                      72   25
prctl                     157  167
prlimit64                 302  261
clone3                    435  435
open                        2    -
openat                    257   56
openat2                   437  437
creat                      85    -
newfstatat                262   79
statx                     332  291
stat                        4    -
lstat                       6    -
access                     21    -
faccessat                 269   48
faccessat2                439  439
getdents64                217   61
readlink                   89    -
readlinkat                267   78
chdir                      80   49
fchdir                     81   50
chroot                    161   51
pivot_root                155   41
name_to_handle_at         303  264
open_by_handle_at         304  265
mkdir                      83    -
mkdirat                   258   34
unlinkat                  263   35
renameat2                 316  276
linkat                    265   37
symlinkat                 266   36
mknodat                   259   33
fchmod                     91   52
fchmodat                  268   53
fchownat                  260   54
truncate                   76   45
ftruncate                  77   46
fallocate                 285   47
utimensat                 280   88
statfs                    137   43
getxattr                  191    8
setxattr                  188    5
socket                     41  198
socketpair                 53  199
connect                    42  203
bind                       49  200
listen                     50  201
accept4                   288  242
sendto                     44  206
sendmsg                    46  211
sendmmsg                  307  269
recvfrom                   45  207
recvmsg                    47  212
recvmmsg                  299  243
getsockopt                 55  209
setsockopt                 54  208
shutdown                   48  210
fork                       57    -
vfork                      58    -
clone                      56  220
execve                     59  221
execveat                  322  281
wait4                      61  260
waitid                    247   95
kill                       62  129
tkill                     200  130
tgkill                    234  131
rt_sigqueueinfo           129  138
rt_tgsigqueueinfo         297  240
pidfd_open                434  434
pidfd_getfd               438  438
pidfd_send_signal         424  424
ptrace                    101  117
process_vm_readv          310  270
process_vm_writev         311  271
process_madvise           440  440
kcmp                      312  272
setrlimit                 160  164
setpriority               141  140
ioprio_set                251   30
sched_setaffinity         203  122
sched_setscheduler        144  119
sched_setattr             314  274
mount                     165   40
umount2                   166   39
move_mount                429  429
fsopen                    430  430
open_tree                 428  428
mount_setattr             442  442
unshare                   272   97
setns                     308  268
setuid                    105  146
setgid                    106  144
setreuid                  113  145
setregid                  114  143
setresuid                 117  147
setresgid                 119  149
setgroups                 116  159
setfsuid                  122  151
setsid                    112  157
setpgid                   109  154
capset                    126   91
capget                    125   90
io_uring_setup            425  425
io_uring_enter            426  426
io_setup                  206    0
bpf                       321  280
userfaultfd               323  282
memfd_create              319  279
memfd_secret              447  447
perf_event_open           298  241
keyctl                    250  219
add_key                   248  217
request_key               249  218
sendfile                   40   71
splice                    275   76
tee                       276   77
vmsplice                  278   75
copy_file_range           326  285
inotify_init1             294   26
fanotify_init             300  262
eventfd2                  290   19
epoll_create1             291   20
signalfd4                 289   74
timerfd_create            283   85
timer_create              222  107
pipe2                     293   59
personality               135   92
ioperm                    173    -
iopl                      172    -
modify_ldt                154    -
arch_prctl                158    -
shmget                     29  194
shmat                      30  196
msgget                     68  186
semget                     64  190
mq_open                   240  180
mlock                     149  228
mlock2                    325  284
mlockall                  151  230
mincore                    27  232
msync                      26  227
remap_file_pages          216  234
pkey_mprotect             329  288
mbind                     237  235
move_pages                279  239
migrate_pages             256  238
set_mempolicy             238  237
membarrier                324  283
get_robust_list           274  100
seccomp                   317  277
landlock_create_ruleset   444  444
landlock_restrict_self    446  446
landlock_add_rule         445  445
close_range               436  436
clock_settime             227  112
clock_adjtime             305  266
adjtimex                  159  171
settimeofday              164  170
sethostname               170  161
reboot                    169  142
swapon                    167  224
syslog                    103  116
acct                      163   89
quotactl                  179   60
init_module               175  105
finit_module              313  273
delete_module             176  106
kexec_load                246  104
lookup_dcookie            212   18
sysinfo                    99  179
flock                      73   32
fsync                      74   82
sync                      162   81
vhangup                   153   58
set_tid_address           218   96
"""


def _numbers(column: int) -> dict[str, int]:
    rows = (line.split() for line in _TABLE.strip().splitlines())
    return {row[0]: int(row[column]) for row in rows if row[column] != "-"}


NUMBERS: Final[dict[Machine, dict[str, int]]] = {
    Machine.X86_64: _numbers(1),
    Machine.AARCH64: _numbers(2),
}
"""The number of each call by name; a call that a machine lacks is not in its table."""
