"""Processes and the machine."""

from asyncfix import blocking, unless

@blocking("sleep")
@unless(interval=None)
@unless(interval=0)
def cpu_percent(interval=None, percpu=False): ...
@blocking("sleep")
@unless(interval=None)
@unless(interval=0)
def cpu_times_percent(interval=None, percpu=False): ...
@blocking("wait")
@unless(timeout=0)
def wait_procs(procs, timeout=None, callback=None): ...

class Process:
    @blocking("sleep")
    @unless(interval=None)
    @unless(interval=0)
    def cpu_percent(self, interval=None): ...
    @blocking("wait")
    @unless(timeout=0)
    def wait(self, timeout=None): ...

class Popen(Process): ...
