import asyncio

import notes
from depot.shelves import count


async def main():
    print(notes.collect())  # AFX103
    print(count())  # AFX103


if __name__ == "__main__":
    asyncio.run(main())
