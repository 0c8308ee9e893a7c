from .runner import Runner, keep, run, run_twice
