"""The ``samskap`` command."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from samskap.demo import command as demo

MOST_OF_A_BOUNCE = 10 * 1024 * 1024


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samskap.settings")
    options = _parser().parse_args(argv)
    result: int | None = options.run(options)
    return result or 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="samskap", description="Gatherings where people make things together.")
    parser.add_argument("--version", action="version", version=f"samskap {version('samskap')}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="serve the product until stopped")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    serve.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    serve.add_argument("--no-worker", action="store_true", help="leave the jobs to a `samskap work` of their own")
    serve.set_defaults(run=_serve)

    work = commands.add_parser("work", help="do the jobs (mail, PDF, reminders) in a process of its own until stopped")
    work.add_argument("--beside", default="", help=argparse.SUPPRESS)
    work.set_defaults(run=_work)

    link = commands.add_parser(
        "sign-in-link", help="print a link that signs an organiser in; makes the account if need be"
    )
    link.add_argument("email")
    link.add_argument("--name", default="")
    link.set_defaults(run=_sign_in_link)

    bounce = commands.add_parser(
        "take-bounce", help="read a letter that came back on stdin; for the mail server's pipe"
    )
    bounce.add_argument("--recipient", default="", help="the address that it came to")
    bounce.set_defaults(run=_take_bounce)

    demo.add_to(commands)

    keep = commands.add_parser("backup", help="copy everything to a file, also while it is served, and check the copy")
    keep.add_argument("file", type=Path, metavar="FILE.tar.gz")
    keep.set_defaults(run=_backup)

    bring_back = commands.add_parser("restore", help="bring a copy back into an empty data directory")
    bring_back.add_argument("file", type=Path, metavar="FILE.tar.gz")
    bring_back.set_defaults(run=_restore)

    manage = commands.add_parser("manage", help="run a Django management command, such as migrate")
    manage.add_argument("arguments", nargs=argparse.REMAINDER)
    manage.set_defaults(run=_manage)
    return parser


def _serve(options: argparse.Namespace) -> int:
    from samskap.serving import AlreadyServing, serve

    try:
        serve(host=options.host, port=options.port, worker=not options.no_worker)
    except AlreadyServing as where:
        print(f"Another Samskap already serves from {where}. Stop it first, or set SAMSKAP_DATA.", file=sys.stderr)
        return 1
    return 0


def _work(options: argparse.Namespace) -> int:
    from samskap.serving import AlreadyServing, work

    try:
        work(beside=options.beside)
    except AlreadyServing as where:
        print(f"Another worker already works in {where}. With SQLite one is enough.", file=sys.stderr)
        return 1
    return 0


def _sign_in_link(options: argparse.Namespace) -> None:
    from samskap.serving import prepare

    prepare()
    from django.conf import settings

    from samskap.door.views import sign_in_address
    from samskap.people.actions import find_or_make_user, make_sign_in_link

    token = make_sign_in_link(find_or_make_user(options.email, name=options.name))
    print(settings.PUBLIC_URL + sign_in_address(token))


def _take_bounce(options: argparse.Namespace) -> None:
    """The status is 0 also for what is no bounce: the mail server has done its part."""
    import django

    django.setup(set_prefix=False)
    from samskap.letters.bouncing import take_bounce
    from samskap.writing.queue import write

    data = sys.stdin.buffer.read(MOST_OF_A_BOUNCE)
    write(lambda: take_bounce(data, recipient=options.recipient))


def _backup(options: argparse.Namespace) -> int:
    from django.conf import settings

    from samskap.keeping import NotKept, back_up

    try:
        print(f"{options.file}: {back_up(settings.DATA, options.file)}. The copy has been opened and checked.")
    except NotKept as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


def _restore(options: argparse.Namespace) -> int:
    from django.conf import settings

    from samskap.keeping import NotKept, restore
    from samskap.serving import AlreadyServing, take_the_house

    try:
        with take_the_house(settings.DATA):
            print(f"Brought back into {settings.DATA}: {restore(options.file, settings.DATA)}.")
    except AlreadyServing as where:
        print(f"Samskap serves from {where}. Stop it first.", file=sys.stderr)
        return 1
    except NotKept as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


def _manage(options: argparse.Namespace) -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["samskap", *options.arguments])
