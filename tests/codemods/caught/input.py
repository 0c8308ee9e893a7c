import contextlib
import logging

import old
from old.errors import Error, Timeout as TooSlow

logger = logging.getLogger(__name__)


async def rewritten(url):
    try:
        answer = old.fetch(url)
        logger.info("%s", len(url))
    except TooSlow:
        return None
    except (ValueError, old.Error) as error:
        logger.warning("no: %s", error)
    except Exception:
        raise
    try:
        answer.read()
    except OSError:
        print("no")


async def nested(url):
    try:
        try:
            answer = old.fetch(url)
        except KeyError:
            pass
        finally:
            print("done")
    except TooSlow:
        pass
    return answer.read()


async def not_in_the_block(url, use):
    try:
        use(url)
    except TooSlow:
        answer = old.fetch(url)
    else:
        answer_2 = old.fetch(url)


async def others_raise(url, use):
    try:
        answer = old.fetch(use(url))
    except TooSlow:
        pass


async def others_raise_too(url, use):
    try:
        answer = old.fetch(url)
        use(answer.read())
    except TooSlow:
        pass


async def raises_itself(url):
    try:
        answer = old.fetch(url)
        raise old.Error
    except Error:
        pass


async def asks_the_error(url):
    try:
        answer = old.fetch(url)
    except Error as error:
        print(error.status)


async def unknown_classes(url, errors):
    try:
        answer = old.fetch(url)
    except errors:
        pass
    try:
        other = old.fetch(url)
    except old.Refused:
        pass
    with contextlib.suppress(TooSlow):
        third = old.fetch(url)
    with contextlib.suppress(KeyError):
        fourth = old.fetch(url)
