from dataclasses import replace

import pytest

from casework.errors import RuleBroken
from printing.papers.seal_set import SetPiece, draw_seal_set_order, draw_seal_set_receipt
from printing.samples import further


def test_an_order_says_for_whom_what_and_that_it_costs_nothing(samples, reader):
    text = reader.text(samples["seal-order-1"])
    for said in ("印章刻制通知单", "52510603MJQ0000127", "财务专用章", "免费", "刻章企业签收"):
        assert said in text
    assert "印章领取单" not in text


def test_every_proof_bears_the_word_across_it(samples, reader):
    # The head of the proofs, the foot of the page, and once over each of three seals.
    assert reader.text(samples["seal-order-1"]).count("样稿") == 5
    assert reader.text(samples["seal-receipt-2"]).count("样稿") == 1


def test_a_receipt_names_the_cards_by_their_hashes_and_who_has_the_seals(samples, reader):
    text = reader.text(samples["seal-receipt-2"])
    for said in ("9F2C1AB4D07E5563", "王晓慧", "0028", "旌公特印备", "5106030000002"):
        assert said in text
    assert "1047382955106" in reader.text(samples["seal-receipt-mailed-1"])


def test_a_long_order_goes_over_to_a_second_page_whole(samples, reader):
    first, second = reader.pages(samples["seal-order-long-2"])
    assert "合同专用章" in first
    assert "刻章企业签收" in second


def test_what_no_seal_holds_is_refused_and_named(fonts, wording):
    for kind, text in (("official", "很长" * 20), ("representative", "阿" * 9)):
        long = replace(further.SEAL_SET_ORDER, pieces=(SetPiece(kind=kind, text=text),))
        with pytest.raises(RuleBroken, match=r"printing\.seal_name"):
            draw_seal_set_order(long, fonts, wording, 1)


def test_a_set_without_seals_is_no_paper(fonts, wording):
    with pytest.raises(RuleBroken, match=r"printing\.no_seals"):
        draw_seal_set_receipt(replace(further.SEAL_SET_RECEIPT, pieces=()), fonts, wording, 1)
