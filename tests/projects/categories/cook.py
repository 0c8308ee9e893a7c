from kitchen import supplies


async def waits():
    supplies.sleep()  # AFX103
    supplies.http()  # AFX103
    supplies.http_with_a_session()  # AFX103
    supplies.dns()  # AFX103
    supplies.connect()  # AFX103
    supplies.database()  # AFX103
    supplies.cache()  # AFX103
    supplies.process()  # AFX103
    supplies.person()  # AFX103


async def files():
    supplies.file()  # ok: chains to files have a rule of their own, off by default
    supplies.copy()  # ok: as above
    supplies.question()  # ok: a cheap question
