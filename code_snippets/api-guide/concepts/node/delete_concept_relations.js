const { promisify } = require("node:util");

const { ClarifaiStub, grpc } = require("clarifai-nodejs-grpc");
const {
  StatusCode,
} = require("clarifai-nodejs-grpc/proto/clarifai/api/status/status_code_pb");

// Change these values to your own.

// Your user ID.
const USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
const PAT = "YOUR_PAT_HERE";
// The ID of the app that holds the data.
const APP_ID = "YOUR_APP_ID_HERE";
// The ID of the concept whose relations are deleted.
const CONCEPT_ID = "traffic-light";
// The ID of the first relation.
const CONCEPT_RELATION_ID_1 = "95e2c7b04f1d4d0c8a63b8f5e07d21a9";
// The ID of the second relation.
const CONCEPT_RELATION_ID_2 = "3d70a1f8c92b4e64b5ce9d06f7a4821e";

// Nothing below needs a change.

async function main() {
  const stub = ClarifaiStub.grpc();

  const metadata = new grpc.Metadata();
  metadata.set("authorization", `Key ${PAT}`);

  const request = {
    user_app_id: { user_id: USER_ID, app_id: APP_ID },
    concept_id: CONCEPT_ID,
    ids: [CONCEPT_RELATION_ID_1, CONCEPT_RELATION_ID_2],
  };
  const call = promisify(stub.DeleteConceptRelations.bind(stub));
  // A call that does not reach the API throws.
  const response = await call(request, metadata);

  const { code, description, details } = response.status;
  if (code !== StatusCode.SUCCESS) {
    throw new Error(`DeleteConceptRelations failed: ${description} ${details}`);
  }
  console.log("DeleteConceptRelations succeeded");
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
