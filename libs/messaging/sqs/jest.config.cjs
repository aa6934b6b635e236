module.exports = { displayName: 'messaging-sqs', preset: '../../../jest.infra.preset.cjs' };
