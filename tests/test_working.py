"""The worker that `samskap serve` starts: it is started again when it falls, and what it was doing is done."""

import psutil
import pytest

from samskap.testing.mailbox import Mailbox
from samskap.testing.servers import Product

POST = """
from samskap.letters.posting import post_text
post_text("aud@example.org", subject="Velkommen til møteplassen", text="Hei Åse!")
"""


def workers(product: Product) -> list[psutil.Process]:
    assert product.process is not None
    return [one for one in psutil.Process(product.process.pid).children() if "work" in one.cmdline()]


@pytest.mark.mission("F5")
def test_a_letter_is_sent_though_the_worker_is_killed_in_the_middle_of_it(product: Product, mailbox: Mailbox) -> None:
    product.environment |= mailbox.environment
    product.start(worker=True)
    mailbox.held = True
    product.run("manage", "shell", "--verbosity", "0", "-c", POST)
    mailbox.wait_until(lambda: mailbox.asked == 1)
    [first] = workers(product)

    first.kill()
    mailbox.wait_until(lambda: mailbox.asked == 2)  # by the next worker
    [second] = workers(product)
    mailbox.held = False
    mailbox.wait_until(lambda: mailbox.letters != [])

    assert (first.pid == second.pid, [str(one["Subject"]) for one in mailbox.letters]) == (
        False, ["Velkommen til møteplassen"]
    )  # fmt: skip
    if not product.environment["SAMSKAP_DATABASE_URL"]:  # with SQLite one is enough
        with pytest.raises(AssertionError, match="Another worker already works"):
            product.run("work")
    product.stop()
    assert not second.is_running()
