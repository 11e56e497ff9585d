"""The plan of an invented gathering: what there is to do, who does it, and where people come from."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from samskap.gatherings.models import Gathering
from samskap.invented.tale import Guest, Tale
from samskap.people.models import User
from samskap.planning.models import Phase, Setting, Task
from samskap.planning.programme import share
from samskap.planning.tasks import make_ready_tasks, tick_task

WHO = ("Kari", "Per", "Signe", "Kari og Per", "Biblioteket")


def before(gathering: Gathering, *, organiser: User, tale: Tale, people: Sequence[Guest] = ()) -> None:
    """Take the ready-made list, share it out, and tick off what is due by now."""
    if Task.objects.filter(gathering=gathering).exists():
        return
    for number, task in enumerate(make_ready_tasks(gathering, user=organiser)):
        Task.objects.filter(pk=task.pk).update(responsible=WHO[number % len(WHO)])
        if task.phase == Phase.BEFORE and task.due <= timezone.localdate() + timedelta(days=3):
            tick_task(task, by=organiser)
    Setting.objects.get_or_create(gathering=gathering, defaults={"counties": ["innlandet"]})
    share(gathering, label="Nettsida")
