module.exports = { displayName: 'messaging-postgres', preset: '../../../jest.infra.preset.cjs' };
