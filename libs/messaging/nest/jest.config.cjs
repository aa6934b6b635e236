module.exports = { displayName: 'messaging-nest', preset: '../../../jest.preset.cjs' };
