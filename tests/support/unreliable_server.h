// A web server on this machine that does what it is told, also what no server should do. It answers each request for a
// path with the next of the answers that were set for it; the last one stays.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

namespace unroll {

struct Reply {
    enum Kind {
        Whole,         // as a server should: with length and ETag, and ranges as they are asked for
        BreakOff,      // the connection ends in the middle
        Silence,       // nothing after the head
        PromiseMore,   // a length that never comes, and the connection ends
        PromiseLess,   // a length that is too small
        WithoutLength, // the end of the connection ends the file, which is right
        CutOff,        // ... and comes in the middle of the file
        OtherPart,     // a range, but not the one that was asked for
        Status,        // `status` and no file
        Redirect       // to `text`
    };

    Kind kind = Whole;
    QByteArray body{}; // the file
    int status = 0;
    QByteArray text{};
    QByteArray tag = "\"v1\"";
};

struct Request {
    QByteArray path;
    QByteArray range; // empty when the whole file is asked for
};

class UnreliableServer : public QTcpServer {
    Q_OBJECT

public:
    UnreliableServer();

    QUrl url(const QString& path) const; // "http://127.0.0.1:PORT/path"
    void set(const QByteArray& path, const QList<Reply>& answers) { answers_[path] = answers; }
    const QList<Request>& requests() const { return requests_; }

private:
    void accept();
    void read(QTcpSocket& socket);
    void answer(QTcpSocket& socket, const Request& request, const QByteArray& condition);
    void sendFile(QTcpSocket& socket, const Reply& answer, const Request& request, const QByteArray& condition);
    static void send(QTcpSocket& socket, const QByteArray& status, const QByteArray& headers, const QByteArray& body);

    QHash<QByteArray, QList<Reply>> answers_;
    QList<Request> requests_;
};

} // namespace unroll
