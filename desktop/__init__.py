"""내일창구 (Naeil Desk): the counter program of a district job centre.

The layers, each importing only downwards:

    app, cli   put everything together; reception lets in; tour and bench drive it
    ui         the window: one folder per screen, PySide6 lives only here
    services   what a counsellor does: one method = one act = one transaction
    store      where it is kept: SQLCipher, mapped classes, search, migrations
    printing   record in, PDF bytes out
    domain     records and rules of the office, standard library only
    paths      data, backup, log and resource folders; free to all

Words: 내방객·구직자 visitor · 방문 visit · 접수 intake · 상담일지 counselling note ·
연계 referral · 의뢰서 referral slip · 회신 reply · 유관기관 partner · 동의 consent ·
접속기록 access log · 파기 destruction.
"""

NAME = "내일창구"
VERSION = "0.1.0"
