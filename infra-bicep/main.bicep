// One region, one function app, one storage account. No secret stands here or in an output: what is secret lies in Key Vault, and the app reads it by its own identity.
targetScope = 'resourceGroup'

@description('Short name of this house, 3 to 10 lower-case letters and digits: part of every resource name.')
@minLength(3)
@maxLength(10)
param house string

@description('Where the data lies. Choose a region whose law protects it.')
param location string = resourceGroup().location

@description('The https address that carriers are told, without a path.')
param publicAddress string

@description('Account SID of the SMS carrier; empty: no SMS.')
param smsAccountSid string = ''

@description('Sender by default: a number in E.164 or a messaging service (MG…).')
param smsSender string = ''

@description('Senders for single countries, by calling code: { \'355\': \'+355…\' }.')
param smsSenders object = {}

@description('First digits of the numbers that may be texted.')
param smsAllowedPrefixes string[] = []

@description('SMS segments a day by country code, or default; alerts pass beyond it.')
param smsSegmentsADay object = { default: 1000 }

@description('Whether a Telegram bot is used; its token and secret are put into the vault.')
param telegram bool = false

@description('The bot\'s name without @, for links and pictures by which people join; empty: they type the code.')
param telegramBot string = ''

@description('Tenant whose staff may sign in to the API, a GUID; empty: only keys of organisations.')
param entraTenantId string = ''

@description('The application\'s id or URI, as it stands in the tokens\' aud.')
param entraAudience string = ''

@description('Other settings of the README\'s table by their names, e.g. Limits__Staff__Hour, Retention__UnknownSenders__Days; a secret as a reference to the vault, never itself.')
param otherSettings object = {}

@description('Starts workers without the platform\'s placeholder process, which ends under load with .NET 10; costs about a second of cold start.')
param placeholderWorkaround bool = true

@description('Who is written to when an alert fires.')
param alertEmail string

var suffix = uniqueString(resourceGroup().id, house)
var tables = ['streams', 'agenda', 'caseloads', 'providerplaces', 'referralboard', 'referralduplicates', 'referralorganisations', 'referralworklists']
var queues = [
  'delivery-urgent', 'delivery-routine', 'inbound', 'webhooks'
  'delivery-urgent-poison', 'delivery-routine-poison', 'inbound-poison', 'webhooks-poison'
]
var deployments = 'deployments'

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
var roles = {
  blobOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  queueContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  tableContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  secretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  metricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-${house}-${suffix}'
  location: location
}

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: take('st${house}${suffix}', 24)
  location: location
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: { deleteRetentionPolicy: { enabled: true, days: 7 }, containerDeleteRetentionPolicy: { enabled: true, days: 7 } }

    resource packages 'containers' = {
      name: deployments
    }
  }

  resource tableService 'tableServices' = {
    name: 'default'

    resource table 'tables' = [for name in tables: {
      name: name
    }]
  }

  resource queueService 'queueServices' = {
    name: 'default'

    resource queue 'queues' = [for name in queues: {
      name: name
    }]
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: take('kv-${house}-${suffix}', 24)
  location: location
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
  }
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'log-${house}-${suffix}'
  location: location
  properties: { retentionInDays: 30, sku: { name: 'PerGB2018' } }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${house}-${suffix}'
  location: location
  kind: 'web'
  properties: { Application_Type: 'web', WorkspaceResourceId: logs.id, DisableLocalAuth: true }
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${house}-${suffix}'
  location: location
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}

var fixed = {
  AzureWebJobsStorage__accountName: storage.name
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.properties.clientId
  // Not APPLICATIONINSIGHTS_CONNECTION_STRING: with that the Functions host would send telemetry of its own beside the app's.
  AzureMonitor__ConnectionString: insights.properties.ConnectionString
  AzureMonitor__ClientId: identity.properties.clientId
  AzureWebJobsDisableHomepage: 'true'
  Protection__KeyEncryptionKeys__1: '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=key-encryption-key-1)'
  Protection__IndexKeys__1: '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=index-key-1)'
  Protection__ChainKey: '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=chain-key)'
}

// https://github.com/Azure/azure-functions-dotnet-worker/issues/3335: the placeholder process of .NET 10 ends with 139 under load.
var placeholder = placeholderWorkaround ? { WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED: '0' } : {}

var sms = empty(smsAccountSid) ? {} : {
  Sms__AccountSid: smsAccountSid
  Sms__AuthToken: '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=sms-auth-token)'
  Sms__PublicAddress: publicAddress
  Sms__Senders__default: smsSender
}

var bot = telegram ? {
  Telegram__Token: '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=telegram-token)'
  Telegram__Secret: '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=telegram-secret)'
  Telegram__PublicAddress: publicAddress
  Telegram__Bot: telegramBot
} : {}

var senders = toObject(items(smsSenders), one => 'Sms__Senders__${one.key}', one => string(one.value))

var entra = empty(entraTenantId) ? {} : {
  Entra__TenantId: entraTenantId
  Entra__Audience: entraAudience
}

var prefixes = toObject(range(0, length(smsAllowedPrefixes)), i => 'Sms__AllowedPrefixes__${i}', i => smsAllowedPrefixes[i])

var dayLimits = toObject(items(smsSegmentsADay), one => 'Limits__Sms__${one.key}__Day', one => string(one.value))

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: 'func-${house}-${suffix}'
  location: location
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    siteConfig: { minTlsVersion: '1.2', ftpsState: 'Disabled' }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${deployments}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: 40
        // One warm instance each for webhooks and for urgent deliveries: an alert does not wait for a cold start.
        alwaysReady: [{ name: 'http', instanceCount: 1 }, { name: 'function:DeliverUrgent', instanceCount: 1 }]
      }
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(otherSettings, fixed, placeholder, sms, senders, prefixes, dayLimits, bot, entra)
  }
  dependsOn: [storageRoles, vaultRole]
}

resource storageRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in [roles.blobOwner, roles.queueContributor, roles.tableContributor]: {
  name: guid(storage.id, identity.id, role)
  scope: storage
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

resource vaultRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, roles.secretsUser)
  scope: vault
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.secretsUser)
  }
}

resource metricsRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, identity.id, roles.metricsPublisher)
  scope: insights
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.metricsPublisher)
  }
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${house}'
  location: 'global'
  properties: { enabled: true, groupShortName: take(house, 12), emailReceivers: [{ name: 'operations', emailAddress: alertEmail, useCommonAlertSchema: true }] }
}

// Storage that refuses or does not answer is told by Azure itself: the house cannot, without its storage.
resource unavailable 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'storage-unavailable-${house}'
  location: 'global'
  properties: {
    severity: 0
    enabled: true
    scopes: [storage.id]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [{ name: 'availability', criterionType: 'StaticThresholdCriterion', metricName: 'Availability', timeAggregation: 'Average', operator: 'LessThan', threshold: 95 }]
    }
    actions: [{ actionGroupId: people.id }]
  }
}

// What the house measures of itself: names and units stand in shared/Telemetry/Metrics.cs.
var watched = [
  {
    name: 'alert-waits'
    says: 'Somebody was referred and nobody has taken it for over 45 minutes: look whose phone should ring, and call.'
    severity: 0
    metric: 'alerts.oldest'
    over: 2700
  }
  {
    name: 'poison'
    says: 'A message was given up: see GET operations/poison, mend the cause, put it back.'
    severity: 1
    metric: 'poison.length'
    over: 0
  }
]

resource watching 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for one in watched: {
  name: '${one.name}-${house}'
  location: location
  properties: {
    description: one.says
    severity: one.severity
    enabled: true
    scopes: [logs.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    // The table comes with the first measurement.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: 'AppMetrics | where Name == "${one.metric}" | summarize Worst = max(Max) by bin(TimeGenerated, 5m)'
          metricMeasureColumn: 'Worst'
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: one.over
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [people.id] }
  }
}]

// Missing data is an alarm, too: the agenda is swept every minute, whatever happens.
resource silent 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'silent-${house}'
  location: location
  properties: {
    description: 'For ten minutes nothing was measured: the app does not run, or its timers do not fire. Nobody is escalated to. Look at health/ready.'
    severity: 0
    enabled: true
    scopes: [logs.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT10M'
    autoMitigate: true
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: 'AppMetrics | where Name == "functions.duration" and tostring(Properties["function"]) == "SweepAgenda" | summarize Sweeps = count()'
          metricMeasureColumn: 'Sweeps'
          timeAggregation: 'Total'
          operator: 'LessThan'
          threshold: 1
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [people.id] }
  }
}

// Asked from outside, so that it also shows when nothing inside can tell.
resource ready 'Microsoft.Insights/webtests@2022-06-15' = {
  name: 'ready-${house}-${suffix}'
  location: location
  kind: 'standard'
  tags: { 'hidden-link:${insights.id}': 'Resource' }
  properties: {
    SyntheticMonitorId: 'ready-${house}-${suffix}'
    Name: 'health/ready'
    Kind: 'standard'
    Enabled: true
    Frequency: 300
    Timeout: 30
    RetryEnabled: true
    Locations: [{ Id: 'emea-nl-ams-azr' }, { Id: 'emea-se-sto-edge' }, { Id: 'emea-fr-pra-edge' }]
    Request: { RequestUrl: '${publicAddress}/api/health/ready', HttpVerb: 'GET' }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 14 }
  }
}

resource notReady 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'not-ready-${house}'
  location: 'global'
  properties: {
    description: 'health/ready does not answer 200 from outside: storage is down, timers do not fire, or the app does not run.'
    severity: 0
    enabled: true
    scopes: [ready.id, insights.id]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: ready.id
      componentId: insights.id
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: people.id }]
  }
}

output app string = app.name
output vault string = vault.name
output address string = 'https://${app.properties.defaultHostName}'
