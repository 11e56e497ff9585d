"""``samskap demo``: a fresh house, an invented day, and invented people who live it."""

import argparse
import asyncio
import contextlib
import resource
import signal
import sys

from samskap.demo.house import DidNotStart, House
from samskap.demo.offered import OFFERED, choose
from samskap.demo.telling import Telling

FILES_EACH = 4  # open connections for each person, with room to spare


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the ``samskap`` command."""
    demo = commands.add_parser(
        "demo", help="play a whole gathering with invented people, on this machine; nothing is left behind"
    )
    demo.add_argument("what", nargs="?", choices=OFFERED, help="which gathering (you are asked if you don't say)")
    demo.add_argument("--people", type=int, default=0, help="how many, with you (default: what is usual for it)")
    demo.add_argument("--speed", type=float, default=1.0, help="2 is twice as fast (default: a day in seven minutes)")
    driving = demo.add_mutually_exclusive_group()
    driving.add_argument("--hands-off", action="store_true", help="the demo presses next (the default)")
    driving.add_argument("--drive", choices=["me"], help="you press next at the desk; people act in what is on stage")
    demo.add_argument("--port", type=int, default=8000, help="port, or the next free one (default: %(default)s)")
    demo.add_argument("--lan", action="store_true", help="let phones on the same network come too")
    demo.add_argument("--seed", type=int, default=1, help="another number is another day (default: %(default)s)")
    demo.add_argument("--only-the-day", action="store_true", help="without what came before it, and the years before")
    demo.add_argument("--leave", action="store_true", help="end when the day is over instead of staying open")
    demo.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Play the demo; return 1 if something failed in it."""
    if options.people == 1 or options.people < 0 or options.speed <= 0:
        raise SystemExit("A demo needs at least two people, and a speed above nothing.")
    telling = Telling()
    what = options.what or (choose(telling) if sys.stdin.isatty() else next(iter(OFFERED)))
    options.what, options.people = what, options.people or OFFERED[what].number
    allow_open_files(options.people * FILES_EACH + 500)
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.default_int_handler)  # whoever ends us, we clear away
    try:
        with House(port=options.port, lan=options.lan) as house:
            return _play(options, house, telling)
    except DidNotStart as trouble:
        telling.say(f"\nThe demo did not start:\n{trouble}")
        return 1
    except KeyboardInterrupt:
        telling.say("\n  Closed, and everything cleared away.")
        return 0


def _play(options: argparse.Namespace, house: House, telling: Telling) -> int:
    from samskap.serving import prepare

    prepare()
    from django.db import connections

    from samskap.demo.day import Day
    from samskap.demo.director import DAY, Director
    from samskap.demo.invent import invent

    made = invent(options.what, number=options.people, seed=options.seed, with_all=not options.only_the_day)
    connections.close_all()
    house.open()
    telling.welcome(made.tale.title, options.people, DAY / options.speed / 60, made.addresses, lan=options.lan)
    director = Director(
        Day(made.gathering, made.tale),
        f"http://127.0.0.1:{house.port}",
        telling=telling,
        join_path=f"/j/{made.gathering.join_token}/",
        own_links=made.own_links,
        speed=options.speed,
        driver="me" if options.drive else "demo",
    )

    async def whole_day() -> None:
        await director.desk.get(made.own_desk)
        await director.play(made.guests)

    try:
        asyncio.run(whole_day())
    finally:
        telling.farewell(director.count, made.addresses, house.log())
    if not options.leave:
        telling.say("  Everything stays open until you press Ctrl-C.")
        signal.pause()
    return 1 if director.count.failed else 0


def allow_open_files(wanted: int) -> None:
    """Let us, and the server we start, hold one connection for each person."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard) if hard > 0 else wanted, hard))
