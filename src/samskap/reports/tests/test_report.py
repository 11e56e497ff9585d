"""The report: the day assembled by itself, with nothing in it that was not for everybody (G11)."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samskap.cards.actions import approve_card, hide_card, withdraw_card, write_card
from samskap.gatherings import actions
from samskap.gatherings.consents import give_consent, withdraw_consent
from samskap.gatherings.models import Block, Gathering, Participation, Purpose, Role
from samskap.people.actions import find_or_make_user
from samskap.reports.actions import show_names, shows_names
from samskap.stage import remote

pytestmark = pytest.mark.mission("G11")

PhoneOf = Callable[[Participation], Client]
OnStage = Callable[..., Block]
Join = Callable[..., Participation]


def page_for(client: Client, gathering: Gathering) -> str:
    answer = client.get(f"/g/{gathering.slug}/report/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_g11_what_was_written_stands_in_the_report(
    gathering: Gathering, on_stage: OnStage, aud: Participation, phone_of: PhoneOf
) -> None:
    write_card(on_stage("notes"), text="Sykkelverksted", by=aud)

    page = page_for(phone_of(aud), gathering)

    assert "Sykkelverksted" in page
    assert gathering.burning_question in page
    assert "Nordbygda bibliotek" in page


def test_the_report_of_an_empty_gathering_stands_too(gathering: Gathering, desk: Client) -> None:
    page = page_for(desk, gathering)

    assert gathering.title in page
    assert "report-part" not in page


def test_what_was_hidden_or_taken_back_is_not_in_the_report(
    gathering: Gathering, on_stage: OnStage, aud: Participation, desk: Client
) -> None:
    block = on_stage("notes")
    hide_card(write_card(block, text="Dette ble skjult", by=aud))
    withdraw_card(write_card(block, text="Dette ble trukket", by=aud))
    write_card(block, text="Dette ble stående", by=aud)

    page = page_for(desk, gathering)

    assert "Dette ble stående" in page
    assert "Dette ble skjult" not in page
    assert "Dette ble trukket" not in page


def test_what_nobody_has_let_through_is_not_in_the_report(
    gathering: Gathering, on_stage: OnStage, aud: Participation, desk: Client
) -> None:
    Gathering.objects.filter(pk=gathering.pk).update(approves_first=True)
    block = on_stage("notes")
    write_card(block, text="Denne venter", by=aud)
    approve_card(write_card(block, text="Denne slapp fram", by=aud))

    page = page_for(desk, gathering)

    assert "Denne slapp fram" in page
    assert "Denne venter" not in page


def test_the_report_holds_no_contact_data_and_no_last_names(
    gathering: Gathering, join: Join, on_stage: OnStage, phone_of: PhoneOf
) -> None:
    user = find_or_make_user("aud@nordbygda.example")
    person = join("Aud", last_name="Etternavnsen")
    Participation.objects.filter(pk=person.pk).update(user=user)
    write_card(on_stage("notes"), text="Sykkelverksted", by=person)

    page = page_for(phone_of(person), gathering)

    assert "Sykkelverksted" in page
    assert "Etternavnsen" not in page
    assert "@" not in page
    assert gathering.join_token not in page


def test_a_name_stands_in_the_report_only_while_its_owner_says_yes(
    gathering: Gathering, on_stage: OnStage, aud: Participation, bjarne: Participation, desk: Client
) -> None:
    block = on_stage("notes")
    write_card(block, text="Sykkelverksted", by=aud)
    write_card(block, text="Leksehjelp", by=bjarne)
    assert "Aud" not in page_for(desk, gathering)

    give_consent(aud, Purpose.NAME)
    assert "Aud" in page_for(desk, gathering)
    assert "Bjarne" not in page_for(desk, gathering)

    withdraw_consent(aud, Purpose.NAME)
    assert "Aud" not in page_for(desk, gathering)


def test_the_organiser_can_leave_all_names_out_of_the_report(
    gathering: Gathering, on_stage: OnStage, aud: Participation, client: Client
) -> None:
    write_card(on_stage("notes"), text="Sykkelverksted", by=aud)
    give_consent(aud, Purpose.NAME)
    organiser = find_or_make_user("organiser@nordbygda.example")
    actions.give_role(gathering, user=organiser, role=Role.ORGANISER)
    client.force_login(organiser)

    answer = client.post(
        f"/g/{gathering.slug}/report/names/", {"names": "no"}, headers={"sec-fetch-site": "same-origin"}
    )

    assert answer.status_code == 302
    assert not shows_names(gathering)
    assert "Aud" not in page_for(client, gathering)


def test_only_the_organiser_chooses(gathering: Gathering, desk: Client, aud: Participation, phone_of: PhoneOf) -> None:
    for somebody in (desk, phone_of(aud)):
        answer = somebody.post(f"/g/{gathering.slug}/report/names/", {"names": "no"})
        assert answer.status_code == 403

    assert shows_names(gathering)


def test_those_who_were_not_there_do_not_read_the_report(gathering: Gathering, client: Client) -> None:
    show_names(gathering, names=True)

    assert client.get(f"/g/{gathering.slug}/report/").status_code == 403


def test_a_block_that_was_not_held_is_left_out(gathering: Gathering, on_stage: OnStage, desk: Client) -> None:
    held = on_stage("notes")
    Block.objects.create(gathering=gathering, kind="notes", title="Aldri holdt", position=9)
    gathering.refresh_from_db()
    remote.end(gathering, step=gathering.step)

    page = page_for(desk, gathering)

    assert f'id="part-block-{held.pk}"' in page
    assert page.count('data-kind="notes"') == 1
    assert "Aldri holdt" in page  # on the timeline, as not held


def test_an_activity_that_is_gone_does_not_stop_the_report(gathering: Gathering, desk: Client) -> None:
    Block.objects.create(
        gathering=gathering, kind="long-gone", title="Fra gamle dager", position=9, opened_at=timezone.now()
    )

    assert "Fra gamle dager" in page_for(desk, gathering)


def test_the_report_costs_the_same_with_three_notes_as_with_thirty(
    gathering: Gathering, on_stage: OnStage, join: Join, desk: Client
) -> None:
    block = on_stage("notes")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as counted:
            page_for(desk, gathering)
        return len(counted)

    for number in range(3):
        write_card(block, text=f"Lapp {number}", by=join(f"Person {number}"))
    with_three = queries()
    for number in range(3, 30):
        write_card(block, text=f"Lapp {number}", by=join(f"Person {number}", organisation=f"Lag {number}"))

    assert queries() == with_three
