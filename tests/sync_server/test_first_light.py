from support.serving import Stream, accepted, decided, event, new_id, opening, received
from casework.events import Role


def test_a_case_goes_from_window_to_department_and_back(server, window, education):
    case = new_id()
    stream = Stream("W01").add(event(opening(), case), event(accepted(), case))
    answer = window.push(stream.push())
    assert [(v.seq, v.verdict, v.ver) for v in answer.verdicts] == [(1, "applied", 1), (2, "applied", 2)]
    page = education.feed("D:EDU:510600")
    assert [row.p for row in page.rows] == [1, 2]
    own = Stream("EDU").add(event(received(), case, Role.DEPARTMENT), event(decided(), case, Role.DEPARTMENT))
    assert [v.verdict for v in education.push(own.push()).verdicts] == ["applied", "applied"]
    page = window.feed("H:510600-H1", page.next, "")
    assert [row.o for row in page.rows] == ["EDU", "EDU"]
