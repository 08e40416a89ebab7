// Change these values to your own.

// Your user ID.
const USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
const PAT = "YOUR_PAT_HERE";
// The ID of the first secret, which is its name and not its value.
const SECRET_ID_1 = "weather-service-key";
// The ID of the second secret, which is its name and not its value.
const SECRET_ID_2 = "map-service-key";

// Nothing below needs a change.

const { ClarifaiStub, grpc } = require("clarifai-nodejs-grpc");

const stub = ClarifaiStub.grpc();

const metadata = new grpc.Metadata();
metadata.set("authorization", `Key ${PAT}`);

stub.DeleteSecrets(
  {
    user_app_id: { user_id: USER_ID },
    ids: [SECRET_ID_1, SECRET_ID_2],
  },
  metadata,
  (error, response) => {
    if (error) {
      throw error;
    }
    const { code, description, details } = response.status;
    if (code !== 10000) {
      throw new Error(`DeleteSecrets failed: ${description} ${details}`);
    }
    console.log("DeleteSecrets succeeded");
  },
);
