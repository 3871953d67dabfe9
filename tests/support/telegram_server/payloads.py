"""Writes the world down as Bot API objects."""

from datetime import datetime
from typing import Any

from .people import ADMIN_RIGHTS, CHANNEL_RIGHTS, GROUP_RIGHTS, PERMISSIONS, Member, Status, User
from .things import Chat, InviteLink, JoinRequest, Message, Poll

Payload = dict[str, Any]


def stamp(moment: datetime) -> int:
    return int(moment.timestamp())


def bare(**fields: Any) -> Payload:
    """Telegram leaves out what is absent, empty or false."""
    return {name: value for name, value in fields.items() if value not in (None, False, [], "")}


def user_payload(user: User) -> Payload:
    optional = bare(last_name=user.last_name, username=user.username, language_code=user.language_code)
    return {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name, **optional}


def chat_payload(chat: Chat) -> Payload:
    if chat.peer:
        names = bare(first_name=chat.peer.first_name, last_name=chat.peer.last_name, username=chat.peer.username)
        return {"id": chat.id, "type": "private", **names}
    return {"id": chat.id, "type": chat.type, **bare(title=chat.title, username=chat.username, is_forum=chat.forum)}


def permissions_payload(allowed: frozenset[str]) -> Payload:
    return {name: name in allowed for name in PERMISSIONS}


def rights_payload(rights: frozenset[str], chat_type: str) -> Payload:
    names = (*ADMIN_RIGHTS, *(CHANNEL_RIGHTS if chat_type == "channel" else GROUP_RIGHTS))
    return {name: name in rights for name in names}


def member_payload(member: Member, chat: Chat, bot: User) -> Payload:
    base: Payload = {"status": member.status.value, "user": user_payload(member.user)}
    until = stamp(member.until) if member.until else 0
    match member.status:
        case Status.CREATOR:
            return base | {"is_anonymous": member.is_anonymous} | bare(custom_title=member.custom_title)
        case Status.ADMINISTRATOR:
            editable = {"can_be_edited": member.promoted_by == bot.id, "is_anonymous": member.is_anonymous}
            return base | editable | rights_payload(member.rights, chat.type) | bare(custom_title=member.custom_title)
        case Status.RESTRICTED:
            return base | permissions_payload(member.allowed) | {"is_member": member.inside, "until_date": until}
        case Status.KICKED:
            return base | {"until_date": until}
        case _:
            return base


def link_payload(link: InviteLink, chat: Chat) -> Payload:
    waiting = sum(1 for r in chat.requests if r.link is link and r.answer is None)
    return {
        "invite_link": link.url,
        "creator": user_payload(link.creator),
        "creates_join_request": link.asks,
        "is_primary": link.primary,
        "is_revoked": link.revoked,
        **bare(
            name=link.name,
            expire_date=stamp(link.expires) if link.expires else None,
            member_limit=link.limit,
            pending_join_request_count=waiting,
        ),
    }


def request_payload(request: JoinRequest) -> Payload:
    link = link_payload(request.link, request.chat) if request.link else None
    return {
        "chat": chat_payload(request.chat),
        "from": user_payload(request.user),
        "user_chat_id": request.user.id,
        "date": stamp(request.at),
        **bare(bio=request.bio, invite_link=link),
    }


def poll_payload(poll: Poll) -> Payload:
    votes = [choice for chosen in poll.votes.values() for choice in chosen]
    return {
        "id": poll.id,
        "question": poll.question,
        "options": [
            {"persistent_id": f"o{n}", "text": text, "voter_count": votes.count(n)}
            for n, text in enumerate(poll.options)
        ],
        "total_voter_count": sum(1 for chosen in poll.votes.values() if chosen),
        "is_closed": poll.closed,
        "is_anonymous": poll.is_anonymous,
        "type": poll.kind,
        "allows_multiple_answers": poll.multiple,
        "allows_revoting": poll.kind == "regular",
        "members_only": False,
        **bare(correct_option_ids=poll.correct),
        **poll.extra,
    }


def message_payload(message: Message, *, with_reply: bool = True) -> Payload:
    """A reply inside a reply is not shown, as in the real thing."""
    words = "text" if message.text is not None else "caption"
    topic = message.chat.forum and message.thread is not None
    return {
        "message_id": message.id,
        "date": stamp(message.date),
        "chat": chat_payload(message.chat),
        **bare(
            **{"from": user_payload(message.sender) if message.sender else None},
            sender_chat=chat_payload(message.sender_chat) if message.sender_chat else None,
            author_signature=message.signature,
            message_thread_id=message.thread,
            is_topic_message=topic,
            forward_origin=message.origin,
            is_automatic_forward=message.automatic,
            media_group_id=message.media_group,
            edit_date=stamp(message.edited) if message.edited else None,
            has_protected_content=message.protected,
            link_preview_options=message.link_preview,
            reply_markup=message.keyboard,
            poll=poll_payload(message.poll) if message.poll else None,
            quote=message.quote,
            **{words: message.words, "entities" if words == "text" else "caption_entities": message.entities},
        ),
        **(_reply(message) if with_reply else {}),
        **message.content,
        **message.service,
    }


def _reply(message: Message) -> Payload:
    """Within a topic, a message that answers nobody points at the line that opened the topic."""
    target = message.reply_to
    if target is None and message.chat.forum and message.thread is not None:
        topic = message.chat.topics.get(message.thread)
        target = topic.root if topic else None
    if target is None or target is message or not target.live:
        return {}
    if target.chat is not message.chat:
        return {"external_reply": _external(target)}
    return {"reply_to_message": message_payload(target, with_reply=False)}


def _external(target: Message) -> Payload:
    """A reply across chats shows where it points, not what was said; that is in the quote."""
    base: Payload = {"date": stamp(target.date)}
    if target.sender:
        origin = base | {"type": "user", "sender_user": user_payload(target.sender)}
    else:
        origin = base | {"type": "channel", "chat": chat_payload(target.chat), "message_id": target.id}
    return {"origin": origin, "chat": chat_payload(target.chat), "message_id": target.id}


def accessible(message: Message) -> Payload:
    """What a button press says about the message it sits on."""
    if message.live:
        return message_payload(message)
    return {"chat": chat_payload(message.chat), "message_id": message.id, "date": 0}


def full_payload(chat: Chat, invite: str | None, pinned: Message | None) -> Payload:
    base = chat_payload(chat) | {
        "accent_color_id": 2,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
        ),
    }
    if chat.peer:
        return base | bare(bio=chat.peer.bio)
    group = {"permissions": permissions_payload(chat.permissions)} if chat.is_group else {}
    return (
        base
        | group
        | bare(
            description=chat.description,
            invite_link=invite,
            linked_chat_id=chat.linked.id if chat.linked else None,
            join_by_request=chat.join_by_request,
            has_hidden_members=chat.hidden_members,
            has_visible_history=chat.history_visible,
            active_usernames=[chat.username] if chat.username else [],
            pinned_message=message_payload(pinned, with_reply=False) if pinned else None,
        )
    )
