# raises: AttributeError
# safety: unsafe
import asyncio
import unittest

import asynctest


class Test(asynctest.TestCase):
    async def test_saved(self):
        saved = asynctest.CoroutineMock(return_value=3)
        await asyncio.sleep(0)
        self.assertEqual(await saved("a"), 3)
        saved.assert_awaited_once_with("a")


def main():
    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromTestCase(Test).run(result)
    print(result.testsRun, result.failures, result.errors)
