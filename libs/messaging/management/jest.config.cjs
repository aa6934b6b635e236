module.exports = { displayName: 'messaging-management', preset: '../../../jest.preset.cjs' };
