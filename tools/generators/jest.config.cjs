module.exports = { displayName: 'generators', preset: '../../jest.process.preset.cjs' };
