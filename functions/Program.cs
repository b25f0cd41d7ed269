using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using ServerlessAssist.Bots.Sms;
using ServerlessAssist.Bots.Telegram;
using ServerlessAssist.Functions.Api;
using ServerlessAssist.Functions.Cases.Api;
using ServerlessAssist.Functions.Inbox;
using ServerlessAssist.Functions.Operations;
using ServerlessAssist.Functions.Outbox.Budget;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Shared.Limits;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Telemetry;

var house = FunctionsApplication.CreateBuilder(args);
house.UseMiddleware<HostBoundary>();
house.UseMiddleware<OverdueSweep>();
house.ConfigureFunctionsWebApplication();
house.UseMiddleware<FailedRequest>();
house.UseMiddleware<TraceFunctions>();
house.Services.AddNoDataProtectionKeys();

house.AddTelemetry();
house.Services.AddProtection(house.Configuration);
house.Services.AddMessaging();
house.Services.AddStreams();
house.Services.AddLimits(house.Configuration);
house.Services.AddSms(house.Configuration);
house.Services.AddTelegram(house.Configuration);

house.Services.AddApi();
house.Services.AddPeople(house.Configuration);
house.Services.AddCasesApi();
house.Services.AddReferrals(house.Configuration);
house.Services.AddSpending();
house.Services.AddInbox();
house.Services.AddOperations(house.Configuration);

house.Build().Run();
