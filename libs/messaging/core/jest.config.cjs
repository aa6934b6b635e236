module.exports = { displayName: 'messaging-core', preset: '../../../jest.preset.cjs' };
