import asyncio

import notes
from depot.shelves import count


async def main():
    print(notes.collect())  # AFX105
    print(count())  # AFX105
    await asyncio.sleep(1)
    print(count())  # AFX103


if __name__ == "__main__":
    asyncio.run(main())
