"""The keys of the window: one row each, the same everywhere, shown by F1."""

from dataclasses import dataclass

from desktop.domain.rights import Right


@dataclass(frozen=True, slots=True)
class WindowKey:
    """A key, what it does in the clerk's words, and the window's method that does it."""

    keys: str
    words: str
    method: str
    right: Right | None = None
    """What somebody must be allowed to do; None is for everybody."""


WINDOW_KEYS: tuple[WindowKey, ...] = (
    WindowKey("Ctrl+K", "찾기", "search_people"),
    WindowKey("F2", "새 접수", "new_intake", Right.RECEIVE),
    WindowKey("F3", "하던 것 이어 쓰기", "resume_latest"),
    WindowKey("F4", "상담 기록", "new_note", Right.COUNSEL),
    WindowKey("F5", "서류 고르기", "choose_paper", Right.PRINT),
    WindowKey("F6", "의뢰서", "new_slip", Right.REFER),
    WindowKey("F8", "회신 입력", "new_reply", Right.REFER),
    WindowKey("F12", "이름과 개인정보 가림", "toggle_mask"),
    WindowKey("Alt+S", "목록 정렬", "sort_list"),
    WindowKey("Ctrl+S", "저장", "save"),
    WindowKey("Ctrl+P", "인쇄", "print_paper"),
    WindowKey("Ctrl+Shift+P", "프린터를 골라 인쇄", "print_with_dialog"),
    WindowKey("Ctrl+Shift+S", "인쇄할 것을 PDF로 저장", "save_as_pdf"),
    WindowKey("Ctrl+Z", "방금 한 일 되돌리기", "undo"),
    WindowKey("Ctrl+L", "잠금", "lock"),
    WindowKey("F10", "내 메뉴: 잠금, 다른 사람, 비밀번호", "open_menu"),
    WindowKey("F1", "이 화면의 키와 안내서", "show_keys"),
)
"""F9 is left to the input method: it is its Hanja key. Ctrl+Z in a text undoes the typing."""
