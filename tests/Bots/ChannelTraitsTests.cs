using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Bots;
using ServerlessAssist.Bots.Sms;
using ServerlessAssist.Bots.Telegram;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Tests.Bots;

public sealed class ChannelTraitsTests
{
    [Fact]
    public void Every_kind_has_traits_and_a_key_of_its_own_which_is_its_name_in_json()
    {
        Assert.Equal(Enum.GetValues<ChannelKind>(), ChannelTraits.All);
        foreach (var kind in ChannelTraits.All)
        {
            Assert.Equal($"\"{ChannelTraits.Of(kind).Key}\"", System.Text.Json.JsonSerializer.Serialize(kind));
            Assert.Equal(kind, ChannelTraits.KindOf(ChannelTraits.Of(kind).Key));
        }
        Assert.Null(ChannelTraits.KindOf("pigeon"));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChannelTraits.Of((ChannelKind)99));
    }

    [Fact]
    public void What_rules_read_of_a_channel_is_what_the_channel_says_of_itself()
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(SandboxSystem.Settings("", House.Keys, new Uri("http://127.0.0.1:1"))).Build();
        var services = new ServiceCollection().AddSingleton(TimeProvider.System)
            .AddProtection(settings).AddMessaging().AddSms(settings).AddTelegram(settings);
        using var all = services.BuildServiceProvider();
        var channels = all.GetServices<IChannel>().ToList();
        Assert.Equal(ChannelTraits.All, channels.Select(channel => channel.Kind).Order());
        Assert.All(channels, channel => Assert.Equal(ChannelTraits.Of(channel.Kind), channel.Traits));
    }

    [Fact]
    public void By_text_nothing_can_be_pressed_and_no_sender_is_believed()
    {
        var (text, chat) = (ChannelTraits.Of(ChannelKind.Sms), ChannelTraits.Of(ChannelKind.Telegram));
        Assert.Equal(("SMS", AddressForm.PhoneNumber), (text.DisplayName, text.AddressIs));
        Assert.Equal((false, false), (text.HasButtons, text.SenderIsAuthenticated));
        Assert.Equal(("Telegram", AddressForm.ChatId), (chat.DisplayName, chat.AddressIs));
        Assert.Equal((true, true), (chat.HasButtons, chat.SenderIsAuthenticated));
    }
}
