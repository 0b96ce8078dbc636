"""사용자, 내 비밀번호, 복구 코드, and the menu at the own name."""

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from desktop.domain.account import Role
from desktop.domain.errors import WrongPassword
from desktop.store.keyring import Keyring
from desktop.ui.kit import Question
from desktop.ui.printing import about, queue, secret
from desktop.ui.settings import SettingsScreen
from desktop.ui.settings.accounts import AccountsPage
from desktop.ui.settings.password import PasswordPage
from desktop.ui.settings.recovery import RecoveryPage
from tests.korean_input import show
from tests.ui.desks import PASSWORD

from .conftest import Office

NEW = "another-day-2026"


def names(office: Office) -> list[str]:
    return [line.name for line in office.seat.desk.accounts.list(office.seat.account)]


def accounts(office: Office) -> AccountsPage:
    screen = office.go("settings", SettingsScreen, page="accounts")
    assert isinstance(screen.page, AccountsPage)
    return screen.page


def add(office: Office, name: str) -> int:
    made = office.seat.desk.accounts.add(office.seat.account, name, Role.COUNSELLOR, NEW)
    office.settle()
    return made.id


def test_somebody_is_added_by_keyboard_and_can_sign_in(office: Office) -> None:
    shown = accounts(office)
    office.write("오민재")
    office.press("Enter")
    office.press("Enter")
    office.write(NEW)
    office.press("Enter")
    office.write(NEW)
    office.press("Ctrl+S")
    assert names(office) == ["오민재", "한서윤"]
    assert shown.table.hasFocus()
    keyring = Keyring.read(office.seat.premises.folder)
    made = next(holder for holder in keyring.holders() if holder.name == "오민재")
    keyring.open(made.id, NEW)


def test_a_weak_first_password_is_told_while_it_is_typed(office: Office) -> None:
    shown = accounts(office)
    office.write("오민재")
    office.press("Enter")
    office.press("Enter")
    office.write("short")
    assert shown.form is not None
    assert "10자 이상" in shown.form.field("password").message()
    office.press("Ctrl+S")
    assert shown.form.field("password").error()
    assert names(office) == ["한서윤"]


def test_a_second_one_of_the_same_name_is_refused_at_the_name(office: Office) -> None:
    shown = accounts(office)
    office.write("한서윤")
    office.press("Enter")
    office.press("Enter")
    office.write(NEW)
    office.press("Enter")
    office.write(NEW)
    office.press("Ctrl+S")
    assert shown.form is not None
    assert "같은 이름" in shown.form.field("name").error()


def test_enter_mends_a_name_and_the_sign_in_page_follows(office: Office) -> None:
    made = add(office, "오민제")
    shown = accounts(office)
    shown.table.setFocus()
    shown.table.go_to(0)
    office.press("Enter")
    assert shown.form is not None
    assert shown.form.field("password").isHidden()
    office.press("Ctrl+A")
    office.write("오민재")
    office.press("Ctrl+S")
    assert names(office) == ["오민재", "한서윤"]
    holders = Keyring.read(office.seat.premises.folder).holders()
    assert next(holder for holder in holders if holder.id == made).name == "오민재"
    office.seat.toast_act()()
    office.settle()
    assert names(office) == ["오민제", "한서윤"]


def test_closing_asks_first_and_keeps_by_default(office: Office) -> None:
    made = add(office, "오민재")
    shown = accounts(office)
    shown.table.setFocus()
    shown.table.go_to(0)
    office.press("Delete")
    question = QApplication.activeModalWidget()
    assert isinstance(question, Question)
    office.press("Enter")
    assert names(office) == ["오민재", "한서윤"]
    show(office.window)
    shown.table.setFocus()
    office.press("Delete")
    question = QApplication.activeModalWidget()
    assert isinstance(question, Question)
    question.answer("close")
    office.settle()
    assert names(office) == ["한서윤"]
    with pytest.raises(WrongPassword):
        Keyring.read(office.seat.premises.folder).open(made, NEW)


def test_the_own_account_cannot_be_closed(office: Office) -> None:
    shown = accounts(office)
    shown.table.setFocus()
    office.press("Delete")
    assert QApplication.activeModalWidget() is None
    assert "본인 계정" in office.seat.said[-1][0]


def test_no_password_gets_into_a_draft(office: Office) -> None:
    shown = accounts(office)
    office.write("오민재")
    office.press("Enter")
    office.press("Enter")
    office.write(NEW)
    assert NEW not in repr(shown.snapshot())
    assert shown.unsaved


def password(office: Office, old: str) -> PasswordPage:
    screen = office.go("settings", SettingsScreen, page="password")
    assert isinstance(screen.page, PasswordPage)
    office.write(old)
    office.press("Enter")
    office.write(NEW)
    office.press("Enter")
    office.write(NEW)
    office.press("Ctrl+S")
    return screen.page


def test_the_own_password_is_changed_with_the_old_one(office: Office) -> None:
    add(office, "오민재")
    # Somebody whose password can be typed on Latin keys.
    keyring = office.seat.desk.accounts._keyring
    me = office.seat.account.account_id
    keyring.change_password(me, PASSWORD, "old-password-1")
    shown = password(office, "old-password-1")
    keyring.open(me, NEW)
    assert shown.form is not None
    assert not any(shown.form.value(name) for name in shown.form.names())
    with pytest.raises(WrongPassword):
        keyring.open(me, "old-password-1")


def test_a_wrong_old_password_stands_at_its_field(office: Office) -> None:
    shown = password(office, "not-the-old-one")
    assert shown.form is not None
    assert "비밀번호가 맞지 않습니다" in shown.form.field("old").error()
    assert shown.form.field("old").control.hasFocus()


def recovery(office: Office) -> RecoveryPage:
    screen = office.go("settings", SettingsScreen, page="recovery")
    assert isinstance(screen.page, RecoveryPage)
    return screen.page


def test_a_new_code_is_printed_confirmed_and_only_then_valid(
    office: Office, monkeypatch: pytest.MonkeyPatch, words: object
) -> None:
    monkeypatch.setattr(queue, "diverted", lambda: True)
    shown = recovery(office)
    assert "제1판" in shown._state.text()
    office.press("Enter")
    groups = shown.code.groups
    assert len(groups) == 8
    keyring = office.seat.desk.recovery._keyring
    with pytest.raises(WrongPassword):
        keyring.open_with_recovery(groups)
    office.press("Ctrl+P")
    (pdf, title, _to), *_ = office.printed
    text = words(pdf)  # type: ignore[operator]
    assert all(f"{group[:3]} {group[3:]}" in text for group in groups)
    assert "제2판" in text
    assert "복구" not in title
    shown.code.begin()
    for place in shown.code.wanted:
        office.write(groups[place])
        office.press("Enter")
    office.press("Ctrl+S")
    keyring.open_with_recovery(groups)
    assert "제2판" in shown._state.text()
    assert not shown.code.groups
    folder = office.seat.premises.folder
    assert not list(folder.rglob("*.pdf"))


def test_wrong_groups_change_nothing_and_esc_keeps_the_old_code(office: Office) -> None:
    shown = recovery(office)
    office.press("Enter")
    shown.code.begin()
    office.write("111111")
    office.press("Enter")
    office.write("222222")
    office.press("Ctrl+S")
    assert shown.code.form.field("first").error()
    office.press("Esc")
    assert shown.code.groups, "a code half confirmed goes only after a question"
    office.press("Left")
    office.press("Enter")
    assert not shown.code.groups
    assert office.seat.desk.recovery.state(office.seat.account).edition == 1


def test_without_a_printer_it_is_said_and_copied_by_hand(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secret.QPrinterInfo, "defaultPrinterName", staticmethod(lambda: ""))
    shown = recovery(office)
    office.press("Enter")
    office.press("Ctrl+P")
    assert "연결된 프린터가 없습니다" in shown.code.told.accessibleName()
    assert "손으로 옮겨" in shown.code.told.accessibleName()
    assert not office.printed


def test_a_printer_that_makes_files_is_refused_for_the_code(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "Microsoft Print to PDF"
    monkeypatch.setattr(secret.QPrinterInfo, "defaultPrinterName", staticmethod(lambda: name))
    shown = recovery(office)
    office.press("Enter")
    office.press("Ctrl+P")
    assert "파일을 남깁니다" in shown.code.told.accessibleName()
    office.press("Ctrl+Shift+S")
    assert "파일로 남기지 않습니다" in shown.code.told.accessibleName()
    assert not office.printed
    assert about.leaves_a_file("팩스")
    assert not about.leaves_a_file("창구 프린터 2")


def test_the_menu_at_the_own_name_opens_by_key_and_leads_on(office: Office) -> None:
    locked: list[bool] = []
    switched: list[bool] = []
    office.window.locked.connect(lambda: locked.append(True))
    office.window.switching.connect(lambda: switched.append(True))
    office.window.workplace.keys.open_menu()
    office.settle()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions()]
    assert words[:3] == ["화면 잠금", "다른 사람으로 로그인", "내 비밀번호 바꾸기"]
    menu.actions()[2].trigger()
    menu.close()
    office.settle()
    screen = office.window.screen_of("settings")
    assert isinstance(screen, SettingsScreen)
    assert screen.page.key == "password"
    office.press("F10")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[1].trigger()
    menu.close()
    assert locked
    assert switched
