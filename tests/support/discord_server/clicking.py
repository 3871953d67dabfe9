"""What people do to the bot: slash commands, menus, buttons, modals."""

from typing import Any

from tests.support.discord_server import render, render_message
from tests.support.discord_server.errors import CannotDo
from tests.support.discord_server.interaction import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    MODAL_SUBMIT,
    TOKEN_LIFE,
    Interaction,
)
from tests.support.discord_server.invoking import Filled, fill_in, find_command
from tests.support.discord_server.people import People
from tests.support.discord_server.permissions import ALL, Permission
from tests.support.discord_server.standing import channel_permissions, guild_permissions
from tests.support.discord_server.submitting import filled_modal
from tests.support.discord_server.world import Channel, Command, Json, Message, User, parts_of

SELECT_KINDS = {3, 5, 6, 7, 8}


class Clicking(People):
    """Each verb returns the Interaction, which collects what that person gets back."""

    async def use_command(
        self,
        channel: Channel,
        user: User,
        name: str,
        options: dict[str, Any] | None = None,
        *,
        locale: str | None = None,
    ) -> Interaction:
        """``"party"`` or ``"guestbook sign"``; options by name, with User, Role, Channel or plain values."""
        command = self._usable(channel, user, name, kind=1)
        filled = fill_in(self, channel, command, name.split()[1:], options or {})
        return await self._do(COMMAND, channel, user, self._command_data(command, filled), locale, command=command)

    async def autocomplete(
        self,
        channel: Channel,
        user: User,
        name: str,
        focused: str,
        options: dict[str, Any] | None = None,
        *,
        locale: str | None = None,
    ) -> Interaction:
        """They are typing in the option `focused`, whose text so far is in `options`."""
        command = self._usable(channel, user, name, kind=1)
        filled = fill_in(self, channel, command, name.split()[1:], options or {}, focused=focused)
        return await self._do(AUTOCOMPLETE, channel, user, self._command_data(command, filled), locale, command=command)

    async def use_user_command(
        self, channel: Channel, user: User, name: str, target: User, *, locale: str | None = None
    ) -> Interaction:
        command = self._usable(channel, user, name, kind=2)
        filled = Filled()
        filled.resolve_user(channel.guild, target)
        data = self._command_data(command, filled) | {"target_id": str(target.id)}
        return await self._do(COMMAND, channel, user, data, locale, command=command, target_user=target)

    async def use_message_command(
        self, channel: Channel, user: User, name: str, target: Message, *, locale: str | None = None
    ) -> Interaction:
        command = self._usable(channel, user, name, kind=3)
        self._can_see(target, user)
        filled = Filled()
        filled.resolved["messages"] = {str(target.id): render_message.message(target, self.bot.id)}
        data = self._command_data(command, filled) | {"target_id": str(target.id)}
        return await self._do(COMMAND, channel, user, data, locale, command=command, target_message=target)

    async def press(self, message: Message, user: User, custom_id: str, *, locale: str | None = None) -> Interaction:
        part = self._part(message, user, custom_id)
        if part["type"] != 2:
            raise CannotDo(f"{custom_id} is no button")
        data = {"custom_id": custom_id, "component_type": 2, "id": part["id"]}
        return await self._do(COMPONENT, message.channel, user, data, locale, message=message)

    async def select(
        self, message: Message, user: User, custom_id: str, values: list[Any], *, locale: str | None = None
    ) -> Interaction:
        """Pick from a menu: strings, or Users, Roles and Channels."""
        part = self._part(message, user, custom_id)
        if part["type"] not in SELECT_KINDS:
            raise CannotDo(f"{custom_id} is no menu")
        if not part["min_values"] <= len(values) <= part["max_values"]:
            raise CannotDo(f"{custom_id} takes {part['min_values']} to {part['max_values']} values")
        if part["type"] == 3 and set(values) - {option["value"] for option in part["options"]}:
            raise CannotDo(f"{custom_id} does not offer {values}")
        filled = Filled()
        told = [filled.value_of(channel_guild(message.channel), value) for value in values]
        data: Json = {"custom_id": custom_id, "component_type": part["type"], "values": told, "id": part["id"]}
        if part["type"] != 3:
            data["resolved"] = filled.resolved
        return await self._do(COMPONENT, message.channel, user, data, locale, message=message)

    async def submit_modal(self, interaction: Interaction, answers: dict[str, Any]) -> Interaction:
        """Fill in the modal the interaction opened: values by custom_id."""
        if interaction.modal is None or interaction.modal_used:
            raise CannotDo("there is no modal to submit")
        interaction.modal_used = True
        components, resolved = filled_modal(interaction.modal, answers, channel_guild(interaction.channel))
        data: Json = {"custom_id": interaction.modal["custom_id"], "components": components}
        if resolved:
            data["resolved"] = resolved
        return await self._do(
            MODAL_SUBMIT,
            interaction.channel,
            interaction.user,
            data,
            interaction.locale,
            message=interaction.message,
            parent=interaction,
        )

    def _usable(self, channel: Channel, user: User, name: str, *, kind: int) -> Command:
        command = find_command(self, channel, name if kind != 1 else name.split()[0], kind)
        if channel.guild is None:
            return command
        member = self._member_here(channel, user)
        held = channel_permissions(channel, member, self.now())
        if not held & Permission.USE_APPLICATION_COMMANDS:
            raise CannotDo(f"{user.name} may not use commands in {channel.name}")
        needed = command.payload.get("default_member_permissions")
        if needed is not None:
            wanted = Permission(int(needed))
            whole = guild_permissions(channel.guild, member, self.now())
            if whole != ALL and (not wanted or whole & wanted != wanted):
                raise CannotDo(f"{user.name} does not see /{name}")
        return command

    def _command_data(self, command: Command, filled: Filled) -> Json:
        data: Json = {"id": str(command.id), "name": command.name, "type": command.kind}
        if command.guild_id:
            data["guild_id"] = str(command.guild_id)
        if filled.options:
            data["options"] = filled.options
        if filled.resolved:
            data["resolved"] = filled.resolved
        return data

    def _can_see(self, message: Message, user: User) -> None:
        if message.deleted:
            raise CannotDo("the message is gone")
        if message.ephemeral:
            if message.addressee is not user:
                raise CannotDo(f"{user.name} does not see this message")
            return
        if message.guild is None:
            if user not in message.channel.recipients:
                raise CannotDo(f"{user.name} does not see this message")
            return
        member = message.guild.members.get(user.id)
        if member is None or not channel_permissions(message.channel, member, self.now()) & Permission.VIEW_CHANNEL:
            raise CannotDo(f"{user.name} does not see this message")

    def _part(self, message: Message, user: User, custom_id: str) -> Json:
        self._can_see(message, user)
        if message.author is not self.bot:
            raise CannotDo("not a message of the bot")
        for part in parts_of(message.components):
            if part.get("custom_id") == custom_id:
                if part.get("disabled"):
                    raise CannotDo(f"{custom_id} is disabled")
                return part
        raise CannotDo(f"no {custom_id} here, only {message.custom_ids()}")

    async def _do(
        self, kind: int, channel: Channel, user: User, data: Json, locale: str | None, **more: Any
    ) -> Interaction:
        interaction_id = self.new_id()
        interaction = Interaction(
            id=interaction_id,
            token=f"interaction-token-{interaction_id}",
            kind=kind,
            user=user,
            channel=channel,
            data=data,
            created_at=self.now(),
            locale=locale or user.locale,
            bell=self.bell,
            **more,
        )
        self.interactions[interaction.token] = interaction
        interaction.payload = self._payload(interaction)
        await self.events.everywhere("INTERACTION_CREATE", interaction.payload)
        return interaction

    def _payload(self, interaction: Interaction) -> Json:
        channel, user, guild = interaction.channel, interaction.user, interaction.channel.guild
        payload: Json = {
            "id": str(interaction.id),
            "application_id": str(self.application_id),
            "type": interaction.kind,
            "token": interaction.token,
            "version": 1,
            "data": interaction.data,
            "channel_id": str(channel.id),
            "channel": render.channel(channel),
            "locale": interaction.locale,
            "entitlements": [],
            "attachment_size_limit": 10 * 1024 * 1024,
            "app_permissions": str(int(ALL)),
        }
        if interaction.message is not None:
            payload["message"] = render_message.message(interaction.message, self.bot.id)
        if guild is None:
            owners = {"1": str(user.id)}
            return payload | {"user": render.user(user), "context": 1, "authorizing_integration_owners": owners}
        return payload | self._guild_part(interaction)

    def _guild_part(self, interaction: Interaction) -> Json:
        channel, guild = interaction.channel, interaction.channel.guild
        assert guild is not None
        member = guild.members[interaction.user.id]
        held = channel_permissions(channel, member, self.now())
        own = channel_permissions(channel, self.bot_member(guild), self.now())
        return {
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": guild.locale, "features": guild.features},
            "guild_locale": guild.locale,
            "member": {**render.member(member), "permissions": str(int(held))},
            "channel": render.channel(channel, held),
            "app_permissions": str(int(own)),
            "authorizing_integration_owners": {"0": str(guild.id)},
            "context": 0,
        }

    def modal_is_open(self, interaction: Interaction) -> bool:
        return interaction.modal is not None and self.now() < interaction.created_at + TOKEN_LIFE


def channel_guild(channel: Channel) -> Any:
    return channel.guild
