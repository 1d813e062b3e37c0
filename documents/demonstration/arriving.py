"""What came to the district another way than through the exchange."""

from __future__ import annotations

from datetime import timedelta

from documents.demonstration.player import Player
from documents.incoming.application import Incomings
from documents.incoming.arriving.entered import Entered
from documents.incoming.routes import Route

CLERK = "fengxiaoman"
"""Of the district."""
SENDER, NUMBER = "云川省水利厅", "云水函〔2026〕27号"
TITLE = "关于商请提供山洪灾害防治项目资料的函"


def one_document_by_two_routes(player: Player) -> None:
    """By post and by e-mail, both waiting for 登记: offered for folding. And a 涉密件."""
    yesterday = player.today - timedelta(days=1)
    by_post = Entered(
        route=Route.PAPER,
        sender="",
        sender_name=SENDER,
        arrived_on=yesterday,
        title=TITLE,
        type="函",
        number=NUMBER,
        copies=2,
    )
    by_mail = Entered(
        route=Route.MAIL,
        sender="",
        sender_name=SENDER,
        arrived_on=player.today,
        title=TITLE,
        type="函",
        number="云水函[2026]27号",
    )
    secret = Entered(
        route=Route.SECRET,
        sender="",
        sender_name="云川省人民政府办公厅",
        arrived_on=yesterday,
        copies=1,
    )
    for name, arrival in (("post", by_post), ("mail", by_mail), ("secret", secret)):
        act = player.by(CLERK, f"enter:{name}")
        player.house.find(Incomings).enter(act, arrival=arrival, files={})
