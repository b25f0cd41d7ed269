// Talks to the stand-in with grammY: what it sends is taken, what it gets it understands, errors are its errors.
import { Api, GrammyError, InlineKeyboard } from "grammy";

const [root, token, chat, blocked] = process.argv.slice(2);
const api = new Api(token, { apiRoot: root });
const error = async promise => { try { await promise; return null; } catch (failed) { return failed instanceof GrammyError ? [failed.error_code, failed.description] : String(failed); } };

const me = await api.getMe();
const sent = await api.sendMessage(chat, "Hello", { reply_markup: new InlineKeyboard().text("Take", "take 1") });
const edited = await api.editMessageText(chat, sent.message_id, "Done");
await api.setWebhook("https://assist.example/api/telegram", { secret_token: "abc_DEF-1", allowed_updates: ["message", "callback_query"] });
const info = await api.getWebhookInfo();
console.log(JSON.stringify({
  isBot: me.is_bot, sent: sent.text, chat: sent.chat.type, edited: edited.text, webhook: info.url,
  errors: {
    empty: await error(api.sendMessage(chat, " ")),
    tooLong: await error(api.sendMessage(chat, "x".repeat(4097))),
    noChat: await error(api.sendMessage(999, "x")),
    blocked: await error(api.sendMessage(blocked, "x")),
    longData: await error(api.sendMessage(chat, "x", { reply_markup: new InlineKeyboard().text("Take", "x".repeat(65)) })),
    same: await error(api.editMessageText(chat, sent.message_id, "Done")),
    secret: await error(api.setWebhook("https://assist.example/api/telegram", { secret_token: "a b" })),
    plain: await error(api.setWebhook("http://assist.example/api/telegram")),
    token: await error(new Api("1:wrong", { apiRoot: root }).getMe()),
  },
}));
