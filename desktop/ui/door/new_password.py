"""A new password typed twice: measured while it is typed, the same on every keyboard state."""

from collections.abc import Callable

from desktop.domain.korean import to_latin_keys
from desktop.services.password import password_strength
from desktop.ui.kit.fields import Field
from desktop.ui.kit.form import Form, Unfit
from desktop.ui.kit.meter import StrengthMeter
from desktop.ui.kit.typed_line import Password

PASSWORD, AGAIN = "password", "again"
RULE = "10자 이상, 두 종류 이상의 글자"


class NewPassword:
    """The two fields of a form in which a password is chosen."""

    def __init__(self, form: Form, fault: Callable[[str], str], label: str = "비밀번호") -> None:
        """`fault` says what is wrong with a password, '' when it will do."""
        self._form, self._fault = form, fault
        self.meter = StrengthMeter()
        self.first = Field(label, Password(), required=True, hint=RULE, below=self.meter)
        self.again = Field(f"{label} 한 번 더", Password(), required=True)
        form.add(PASSWORD, self.first, on_leave=self._judge, guarded=False)
        form.add(AGAIN, self.again, guarded=False)
        form.changed.connect(self._measure)

    def read(self) -> str | None:
        """The password as on the Latin keys; None with the cursor in the wrong field."""
        password = to_latin_keys(str(self._form.value(PASSWORD)))
        fault = self._fault(password)
        if fault:
            self._form.show_errors({PASSWORD: fault})
            return None
        if password != to_latin_keys(str(self._form.value(AGAIN))):
            self._form.show_errors({AGAIN: "두 번 적은 비밀번호가 서로 다릅니다."})
            return None
        return password

    def _judge(self, text: str) -> None:
        fault = self._fault(to_latin_keys(text))
        if fault:
            raise Unfit(fault)

    def _measure(self, name: str) -> None:
        if name != PASSWORD:
            return
        password = to_latin_keys(str(self._form.value(PASSWORD)))
        fault = self._fault(password)
        strength = password_strength(password)
        if password and not fault:
            self.meter.show_level(strength.level, strength.word)
            told = strength.advice or "쓸 수 있는 비밀번호입니다."
            self.first.set_note(told, "info" if strength.advice else "success")
        else:
            self.meter.show_level(0, "아직" if password else "")
            self.first.set_note(fault if password else "", "info")
