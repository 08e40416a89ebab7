// Change these values to your own.

// Your user ID.
const USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
const PAT = "YOUR_PAT_HERE";
// The key to delete. Its ID is the key itself, so keep it out of every
// repository until it is gone.
const KEY_ID = "81f4c6e07a2d4b9db35e90c8d1f7a264";

// Nothing below needs a change.

const { ClarifaiStub, grpc } = require("clarifai-nodejs-grpc");

const stub = ClarifaiStub.grpc();

const metadata = new grpc.Metadata();
metadata.set("authorization", `Key ${PAT}`);

stub.DeleteKey(
  {
    user_app_id: { user_id: USER_ID },
    key_id: KEY_ID,
  },
  metadata,
  (error, response) => {
    if (error) {
      throw error;
    }
    const { code, description, details } = response.status;
    if (code !== 10000) {
      throw new Error(`DeleteKey failed: ${description} ${details}`);
    }
    console.log("DeleteKey succeeded");
  },
);
