using 'main.bicep'

// An example: copy it, and give your own.
param house = 'assist'
param publicAddress = 'https://assist.example'
param smsAccountSid = ''
param smsSender = ''
param smsSenders = {}
param smsAllowedPrefixes = ['355', '383']
param smsSegmentsADay = { default: 1000 }
param telegram = true
param telegramBot = ''
param entraTenantId = ''
param entraAudience = ''
param otherSettings = {
  Limits__Staff__Hour: '60'
  Retention__UnknownSenders__Days: '30'
}
param alertEmail = 'operations@assist.example'
