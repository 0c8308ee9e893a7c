def run(job):
    return job()


def run_twice(job):
    run(job)
    return run(job)


def keep(job):
    return [job]


class Runner:
    def apply(self, job, *, times=1):
        for _ in range(times):
            job()
