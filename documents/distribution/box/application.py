"""改投: what does not get there over the network goes another way, once a leader agrees."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from documents.consignments.application import Consignments
from documents.consignments.channels import PAPER, Channel
from documents.consignments.consignment import UNDER_WAY, Consignment
from documents.consignments.states import GIVEN_UP, Kind, State
from documents.distribution.application import DistributionLists
from documents.distribution.box.lookup import Counting
from documents.distribution.distribution_list import DistributionList
from documents.permissions import Permission
from office.directory.kinds import Role
from office.kernel.act import Act
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room

REDIRECTED = (*UNDER_WAY, *GIVEN_UP, State.REFUSED, State.RETURNED_MISADDRESSED)
"""Where the network has not brought it to whom it is for."""


class Redirects(Room):
    """Over the distribution's own 补发: nothing leaves on paper without its approval.

    `more`: what rooms above count for the box, by what it is called.
    """

    def __init__(
        self, node: Node, *, distributions: DistributionLists, consignments: Consignments
    ) -> None:
        super().__init__(node)
        self.distributions = distributions
        self.consignments = consignments
        self.more: dict[str, Counting] = {}

    def redirect(
        self, act: Act, consignment: UUID, *, channel: Channel, to: str, reason: str
    ) -> None:
        """改投: sending stops, and a paper copy for the same agency is laid before the leader
        `to`."""

        def decide() -> None:
            permission = Permission.Consignment.OPERATE
            it = self.open(Consignment, consignment, act=act, permission=permission)
            self._must_be_redirectable(it, channel, reason)
            if it.state in UNDER_WAY:
                it.give_up(by=act.person, reason=reason, at=self.clock.now())
                self.save(it)
            self._propose(act, it, channel=channel, to=to, reason=reason)

        given = {"consignment": consignment, "channel": channel, "to": to, "reason": reason}
        self.perform(act, name="redirect consignment", given=given, decide=decide)

    def _must_be_redirectable(self, it: Consignment, channel: Channel, reason: str) -> None:
        if it.capsule.kind is not Kind.DOCUMENT or it.channel in PAPER:
            raise Refused("只有经网络发送的正式公文才能改投。其他事项请与对方联系。")
        if it.state not in REDIRECTED:
            raise Refused("此件已经送达，不需要改投。需要增加纸质份数的，请在分送页面补发。")
        if channel not in PAPER:
            raise Refused("请选择改走机要、邮寄还是自取。", field="channel")
        if not reason.strip():
            raise Refused("改投须写明原因，请填写后再办。", field="reason")

    def _propose(
        self, act: Act, it: Consignment, *, channel: Channel, to: str, reason: str
    ) -> None:
        self.consignments.must_be_sendable(it.document)
        permission = Permission.Distribution.SUPPLEMENT
        id = DistributionList.id_of(it.document)
        distribution = self.open(DistributionList, id, act=act, permission=permission)
        directory = self.distributions.directory
        leaders = directory.people_with_role(it.agency, Role.LEADER)
        if to not in {str(each.person.id) for each in leaders}:
            raise Refused("改投按补发办理，须经本机关领导批准。请选择领导。", field="to")
        agency = directory.agency_on(it.capsule.addressee)
        if agency is None:
            raise Refused("通讯录中没有这个收文机关。请在分送页面作为名录外单位补发。")
        line = replace(self.distributions.line_of(agency), channel=channel)
        distribution.propose_supplement(
            by=act.person, lines=[line], reason=reason, to=to, at=self.clock.now()
        )
        self.save(distribution)
