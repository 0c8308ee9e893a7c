import logging

from counters import Counter, Redacting

logger = logging.getLogger(__name__)
logger.addFilter(Redacting())
counter = Counter()


async def hit():
    counter.add(1)  # ok: a lock around a short section
    logger.info("hit")  # ok: as above
    return counter.value()  # ok: as above
