using 'main.bicep'

// An example: copy it, and give your own.
param house = 'assist'
param publicAddress = 'https://assist.example'
param smsAccountSid = ''
param smsSender = ''
param smsAllowedPrefixes = ['355', '383']
param smsSegmentsADay = { default: 1000 }
param telegram = true
param alertEmail = 'operations@assist.example'
