using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using ServerlessAssist.Bots.Sms;
using ServerlessAssist.Bots.Telegram;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Cases.Api;
using ServerlessAssist.Functions.Inbox;
using ServerlessAssist.Functions.Operations;
using ServerlessAssist.Functions.Operations.Host;
using ServerlessAssist.Functions.Outbox.Budget;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Privacy;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Shared.Limits;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Telemetry;

var builder = FunctionsApplication.CreateBuilder(args);
builder.UseMiddleware<HostBoundary>();
builder.UseMiddleware<OverdueSweep>();
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<FailedRequest>();
builder.UseMiddleware<TraceFunctions>();
builder.Services.AddNoDataProtectionKeys();

builder.AddTelemetry();
builder.Services.AddProtection(builder.Configuration);
builder.Services.AddMessaging();
builder.Services.AddStreams();
builder.Services.AddLimits(builder.Configuration);
builder.Services.AddSms(builder.Configuration);
builder.Services.AddTelegram(builder.Configuration);

builder.Services.AddApi();
builder.Services.AddPeople(builder.Configuration);
builder.Services.AddCasesApi();
builder.Services.AddReferrals(builder.Configuration);
builder.Services.AddSpending();
builder.Services.AddInbox();
builder.Services.AddPrivacy(builder.Configuration);
builder.Services.AddOperations();

builder.Build().Run();
