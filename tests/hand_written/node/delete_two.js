const { ClarifaiStub, grpc } = require("clarifai-nodejs-grpc");

const metadata = new grpc.Metadata();
metadata.set("authorization", "Key secret");

ClarifaiStub.grpc().DeleteAnnotations(
  {
    user_app_id: { user_id: "me-myself", app_id: "my-app" },
    input_ids: ["input-1", "input-2"],
    // The fault: the request has no such field, and the client drops it without a word.
    annotation_ids: ["annotation-1", "annotation-2"],
  },
  metadata,
  (error, response) => {
    if (error) throw error;
    if (response.status.code !== 10000) throw new Error(response.status.description);
  },
);
