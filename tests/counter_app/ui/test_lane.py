"""A lane's results come back to the screen's thread, and to nobody once the lane has ended."""

from counter_app.ui.lane import Lane


def test_results_come_back_in_order(qtbot):
    lane, results = Lane("test"), []
    for number in range(3):
        lane.run(lambda number=number: number, results.append)
    qtbot.waitUntil(lambda: not lane.busy)
    lane.close()
    assert results == [0, 1, 2]


def test_after_the_end_a_result_finds_nobody(qtbot):
    lane, results = Lane("test"), []
    lane.run(lambda: 1, results.append)
    lane.close()
    qtbot.waitUntil(lambda: not lane.busy)
    assert results == []
