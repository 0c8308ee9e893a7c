# A bare `except`.
async def works(job, log):
    while True:
        try:
            await job()
        except:  # AFX301
            log.info("failed")


async def works_well(job, log):
    while True:
        try:
            await job()
        except Exception:  # ok: a cancellation is none
            log.info("failed")
