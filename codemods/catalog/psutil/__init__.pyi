"""Processes and the machine."""

from asyncfix import blocking, timeout, unless

@blocking("sleep")
@unless(interval=None)
@unless(interval=0)
def cpu_percent(interval=None, percpu=False): ...
@blocking("sleep")
@unless(interval=None)
@unless(interval=0)
def cpu_times_percent(interval=None, percpu=False): ...
@blocking("wait")
@timeout("timeout")
def wait_procs(procs, timeout=None, callback=None): ...

class Process:
    @blocking("sleep")
    @unless(interval=None)
    @unless(interval=0)
    def cpu_percent(self, interval=None): ...
    @blocking("wait")
    @timeout("timeout")
    def wait(self, timeout=None): ...

class Popen(Process): ...
